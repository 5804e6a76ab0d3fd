/**
 * The writes under way at one live snapshot: when each is laid over the confirmed state and when it is taken away
 * again (overlays.ts), told by the reply, the feed and the loads. Sends and loads nothing.
 */
import { asApiError } from '../http/api-error.ts'
import type { WriteOutcome } from './live-types.ts'
import * as overlays from './overlays.ts'

export interface OptimisticWritesOptions<State> {
  confirmed: () => State | undefined
  /** How many loads were started so far. */
  loadsStarted: () => number
  /** What is shown may have changed. */
  changed: () => void
  /** The command is committed, and its event has not come yet. */
  replied: (commandId: string) => void
}

export class OptimisticWrites<State> {
  readonly #options: OptimisticWritesOptions<State>
  #overlays: overlays.Overlays<State> = []

  constructor(options: OptimisticWritesOptions<State>) {
    this.#options = options
  }

  get isAnyPending(): boolean {
    return this.#overlays.length > 0
  }

  isPending(commandId: string): boolean {
    return this.#overlays.some((overlay) => overlay.commandId === commandId)
  }

  /** A state with the writes on it. */
  over(confirmed: State): State {
    return overlays.overlaid(this.#overlays, confirmed)
  }

  /** Shows a change until its command is confirmed or fails; `Live.optimistic` tells the rest. */
  async write<Reply>(
    commandId: string,
    apply: (state: State) => State,
    sent: Promise<Reply>,
    afterReply?: (reply: Reply) => (state: State) => State,
  ): Promise<WriteOutcome> {
    const { loadsStarted, changed, replied } = this.#options
    this.#overlays = overlays.addOverlay(this.#overlays, commandId, apply)
    changed()
    try {
      const reply = await sent
      const after = afterReply?.(reply)
      this.#overlays = overlays.noteReply(this.#overlays, commandId, after, loadsStarted())
      this.settle()
      changed()
      if (this.isPending(commandId)) replied(commandId)
      return { ok: true }
    } catch (error) {
      // Its event was here already: the command took effect, only the answer to it was lost.
      if (!this.isPending(commandId)) return { ok: true }
      this.confirm(commandId)
      changed()
      return { ok: false, error: asApiError(error) }
    }
  }

  /** The event of a command was applied to the confirmed state. */
  confirm(commandId: string): void {
    this.#overlays = overlays.dropOverlay(this.#overlays, commandId)
  }

  /** The event of a command is in the confirmed state, which stands at `standing`, or will be in the next snapshot. */
  noteKnownEvent(commandId: string, offset: number, standing: number | undefined): void {
    this.#overlays = overlays.noteEvent(this.#overlays, commandId, offset)
    if (standing !== undefined) this.#overlays = overlays.settleBySnapshot(this.#overlays, null, standing)
  }

  /** The load of this number is the confirmed state, at this offset. */
  snapshotLoaded(load: number, offset: number): void {
    this.#overlays = overlays.settleBySnapshot(this.#overlays, load, offset)
  }

  /** Takes away what the server has answered and the confirmed state shows by itself. */
  settle(): void {
    const confirmed = this.#options.confirmed()
    if (confirmed) this.#overlays = overlays.dropRedundant(this.#overlays, confirmed)
  }
}
