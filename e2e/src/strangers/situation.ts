/**
 * Situations of strangers: what people have who point the doctor somewhere. Each says what is true there, so that
 * what the doctor says of it can be counted as right, unknown or false. Knows no test runner.
 */
import type { CauseId } from '@copydesk/doctor'
import type { NodeProbeOptions } from '@copydesk/doctor/node'
import type { StartedServer } from '@copydesk/testkit'

export interface Situation {
  name: string
  /** What may be named first, any of them; `healthy` where nothing is wrong, `unknown` where nobody can know. */
  right: readonly (CauseId | 'healthy' | 'unknown')[]
  /** What else is true there, and may stand beside it. */
  alsoTrue?: readonly CauseId[]
  /** What must be named, wherever it stands: of two faults at once the second. */
  alsoNamed?: readonly CauseId[]
  start(world: World): Promise<Asked>
}

/** What the situations share. */
export interface World {
  /** A demo server that nobody told anything about its address. */
  readonly server: StartedServer
  /** Runs when the situation is over, the last one first. */
  onEnd(action: () => unknown): void
}

/** What the doctor is asked. */
export interface Asked {
  url: string
  path?: string
  token?: string
  direct?: string
  idle?: boolean
  probe?: NodeProbeOptions
}
