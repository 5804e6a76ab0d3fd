/**
 * Runs commands: names them, lays their guess over the lives they touch, turns a rejection into an outcome and
 * tells whoever listens for failures. Knows no particular command.
 */
import type { Actor, Id } from '@copydesk/contract'
import { type ApiError, asApiError } from '../http/api-error.ts'
import { newCommandId } from '../http/command-id.ts'
import type { Sent } from '../http/transport.ts'
import type { Clock } from '../realtime/clock.ts'
import type { ChannelSource } from '../realtime/connection.ts'
import { Listeners } from '../realtime/listeners.ts'
import { reportToConsole } from '../realtime/report-error.ts'
import type { Authorship } from './guess.ts'
import type { LiveStore } from './live-store.ts'
import type { Live, WriteOutcome } from './live-types.ts'

/**
 * How a command ended. `value` is what the server answered; undefined when the answer was lost but the event
 * proved that it took effect.
 */
export type CommandOutcome<T> =
  | { ok: true; commandId: string; value: T | undefined }
  | { ok: false; commandId: string; error: ApiError }

export interface FailedCommand {
  commandId: string
  error: ApiError
}

/** Lays a guess over one live snapshot (if it is in use); `afterReply` replaces it by what the server made. */
export type Show<Reply> = <State extends object>(
  live: Live<State> | undefined,
  guess: (state: State) => State,
  afterReply?: (reply: Reply) => (state: State) => State,
) => void

export interface CommandRunner {
  /** Sends a command whose effect is shown when its event comes. */
  run<T>(send: (commandId: string) => Sent<T>): Promise<CommandOutcome<T>>
  /** Sends a command whose effect is shown at once; under a name of the caller's, if it may be sent again. */
  write<T>(
    send: (commandId: string) => Sent<T>,
    guess: (show: Show<T>, who: Authorship) => void,
    commandId?: string,
  ): Promise<CommandOutcome<T>>
  /** Calls back for each command that failed, until the returned function is called. */
  onFailure(listener: (failed: FailedCommand) => void): () => void
}

export interface CommandRunnerOptions {
  store: LiveStore
  realtime: ChannelSource
  me: Id
  clock: Clock
}

/** Makes the runner of one person's commands. */
export function createCommandRunner({ store, realtime, me, clock }: CommandRunnerOptions): CommandRunner {
  const failures = new Listeners<FailedCommand>(reportToConsole)
  const actor: Actor = { id: me, kind: 'person' }

  const write: CommandRunner['write'] = async (send, guess, commandId = newCommandId()) => {
    const sent = send(commandId)
    const shown: Promise<WriteOutcome>[] = []
    guess(
      (live, apply, afterReply) => {
        if (live) shown.push(live.optimistic(commandId, apply, sent, afterReply))
      },
      { commandId, actor, at: new Date(clock.now()).toISOString() },
    )
    try {
      const value = await sent
      // Without live updates nothing else would show what else the command changed.
      if (realtime.isConnected()) realtime.hasten()
      else void store.refreshAll()
      return { ok: true, commandId, value }
    } catch (error) {
      const outcomes = await Promise.all(shown)
      if (outcomes.some((outcome) => outcome.ok)) return { ok: true, commandId, value: undefined }
      const failed = { commandId, error: asApiError(error) }
      failures.tell(failed)
      return { ok: false, ...failed }
    }
  }
  return {
    write,
    run: (send) => write(send, () => {}),
    onFailure: (listener) => failures.add(listener),
  }
}
