/**
 * The database that a product under measurement keeps everything in, as the benchmark sees it: whatever it is, it takes
 * the same statements, with parameters `$1`, `$2` and so on.
 */

export const databaseNames = ['sqlite', 'postgres'] as const
export type DatabaseName = (typeof databaseNames)[number]

export type DatabaseRow = Record<string, unknown>

/** What another process needs to open it. */
export interface DatabaseAddress {
  name: DatabaseName
  /** Of a file, or `postgres://…`. */
  location: string
}

export interface ProductDatabase {
  readonly address: DatabaseAddress
  /** Its own process, where it has one. */
  readonly pid?: number
  /** Settings of the product with which it finds this database. */
  readonly env: Readonly<Record<string, string>>
  all(sql: string, parameters?: readonly unknown[]): Promise<DatabaseRow[]>
  /** Transactions that have written so far. */
  commits(): Promise<number>
  /** How often the disk was waited for so far, so that a power cut loses nothing. */
  syncs(): Promise<number>
  /** As its housekeeping does sooner or later: looks at what the tables hold, so as to choose the ways to it. */
  analyze(): Promise<void>
  stop(): Promise<void>
}
