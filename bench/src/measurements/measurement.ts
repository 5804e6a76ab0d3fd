/** What a measurement is: it measures one row after the other and gives each the figures of its columns. */
import { type DatabaseName, databaseNames } from '../databases/database.ts'
import type { Flags } from '../flags.ts'
import type { BrokerRow } from '../nodes/node-set.ts'
import type { RestartableRow } from '../nodes/restartable.ts'
import type { ProductChoice } from '../product/product.ts'
import type { ServerName } from '../servers/bench-server.ts'

/** A figure by the name of its column. */
export type Figures = Record<string, { value: number; unit: string }>

/**
 * `floor` is what the others are compared to. `sqlite` and `postgres` are the whole product, not the hub alone, on
 * either database; `by-…` is several of it by the broker between them; `earlier` is an earlier commit of it on SQLite, where there is a folder with one.
 */
export type Row = ServerName | ProductName | BrokerRow | RestartableRow

export const productNames = ['earlier', ...databaseNames] as const
export type ProductName = (typeof productNames)[number]

/** The product that stands for a row. */
export function productOfRow(row: Row, { earlier }: Pick<Flags, 'earlier'>): ProductChoice {
  if (row === 'earlier') return { database: 'sqlite', earlier }
  return { database: row as DatabaseName }
}

export interface Measurement {
  /** How it is chosen on the command line. */
  name: string
  /** What is measured, for the table's heading. */
  title(flags: Flags): string
  rows: readonly Row[]
  measure(row: Row, flags: Flags): Promise<Figures>
}
