/** What work is carried out with. */
import type { Actor } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import type { CommandRunner } from '../command/command-runner.ts'
import type { Viewer } from '../command/viewer.ts'
import type { Transactions } from '../storage/storage.ts'

/** The one log call that is made here; pino fits. */
export interface WorkLog {
  error(fields: object, message: string): void
}

/** Handed over by the composition root. */
export interface WorkParts {
  storage: Transactions
  runner: CommandRunner
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds that only grow, whatever happens to the clock. */
  elapsed: () => number
  /** What an actor may do now. Throws a Refusal for one who is not there any more. */
  readViewer: (context: Pick<CommandContext, 'tx' | 'now'>, actor: Actor) => Promise<Viewer>
  log: WorkLog
}

/** How a turn went: something was done or set aside, another node is at it, or nothing was due. */
export type Turn = 'worked' | 'busy' | 'idle'
