/** The command about what awaits the signed-in person. */
import type { Id } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'

export interface AwaitingCommands {
  /** Nothing is to be done about a comment that mentions one, and about those before it; or is again. */
  settleMention(commentId: Id, done: boolean): Promise<CommandOutcome<void>>
}

export function createAwaitingCommands({ awaiting }: Api, { run }: CommandRunner): AwaitingCommands {
  return {
    settleMention: (id, done) => run((commandId) => awaiting.settleMention(id, { done }, { commandId })),
  }
}
