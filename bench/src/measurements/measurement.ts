/** What a measurement is: it takes a rig with subscribers and gives figures, each a column of the table. */
import type { Flags } from '../flags.ts'
import type { Rig } from '../rig.ts'

/** A figure by the name of its column. Lower is better. */
export type Figures = Record<string, { value: number; unit: string }>

export type Measurement = (rig: Rig, flags: Flags) => Promise<Figures>
