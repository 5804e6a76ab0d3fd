/**
 * What a row of the table of causes is provoked by, and how it is mended again. The doctor is asked before and after;
 * see doctor-rows.test.ts. Knows no test runner.
 */
import type { CauseId, Hop } from '@copydesk/doctor'
import type { Browser } from 'playwright-core'
import type { BehindProxy } from '../behind-proxy.ts'
import type { Diagnosis } from '../doctor-says.ts'

/** What the rows share. */
export interface World {
  /** A server that was told of its proxy, and a port for one. */
  readonly place: BehindProxy
  browser(): Promise<Browser>
  /** Runs when the row is done, the last one first. */
  onEnd(action: () => unknown): void
}

export interface Provoked {
  /** Runs the doctor. */
  ask(): Promise<Diagnosis>
  /** Does what it said, and nothing else. */
  mend(said: Diagnosis): unknown
}

export interface Row {
  row: number
  cause: CauseId
  hop: Hop
  /** In the words of the table that the test prints. */
  provokedBy: string
  /** How the words of the fix begin, or what must be in them. */
  fix: RegExp
  /** What must be in the words about what was seen. */
  says?: RegExp
  /** What the comparison with the direct way must say, where there is one. */
  comparison?: RegExp
  provoke(world: World): Promise<Provoked>
}
