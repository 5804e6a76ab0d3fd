/** What a measurement is: it measures one row after the other and gives each the figures of its columns. */
import type { Flags } from '../flags.ts'
import type { ServerName } from '../servers/bench-server.ts'

/** A figure by the name of its column. `lasting` ones are not compared to the floor. */
export type Figures = Record<string, { value: number; unit: string }>

/**
 * `floor` is what the others are compared to. `copydesk` is the whole product, not the hub alone; `earlier` is an
 * earlier commit of it, where there is a folder with one.
 */
export type Row = ServerName | ProductName

export const productNames = ['earlier', 'copydesk'] as const
export type ProductName = (typeof productNames)[number]

export interface Measurement {
  /** How it is chosen on the command line. */
  name: string
  /** What is measured, for the table's heading. */
  title(flags: Flags): string
  rows: readonly Row[]
  measure(row: Row, flags: Flags): Promise<Figures>
}
