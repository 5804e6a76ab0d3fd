/**
 * A live snapshot: loads it, follows its channel from the position it was read at, applies the reducer to each
 * event, and loads anew when something may be missing, with the old data on screen until then. Optimistic
 * writes lie over it (overlays.ts). Works with any channel and state; knows neither React nor endpoints.
 */
import type { Actor, Position } from '@copydesk/contract'
import { type ApiError, reducerFailed } from '../http/api-error.ts'
import type { FeedMembership, FeedPublication, ReloadReason } from '../realtime/channel-feed.ts'
import { type Cancel, type Clock, systemClock } from '../realtime/clock.ts'
import { Listeners } from '../realtime/listeners.ts'
import { reportToConsole } from '../realtime/report-error.ts'
import { Setbacks } from '../realtime/setbacks.ts'
import type { Live, LiveEvent, LiveOptions, LiveView, WriteOutcome } from './live-types.ts'
import * as overlays from './overlays.ts'
import { PageLoader } from './page-loader.ts'
import { createRowChangeLog, differencesIn } from './row-changes.ts'
import { asApiError, type Loaded, SnapshotLoader } from './snapshot-loader.ts'

/** How long a channel is kept after its last listener left, so that going back and forth costs nothing. */
export const graceMs = 5_000
/** How long the event of an answered command may take before the snapshot is loaded instead. */
export const eventOverdueMs = 5_000

/** Makes a live snapshot; nothing is loaded before somebody subscribes. */
export function createLive<State extends object, Event = unknown>(
  options: LiveOptions<State, Event>,
): Live<State> {
  return new LiveSnapshot(options)
}

class LiveSnapshot<State extends object, Event> implements Live<State> {
  readonly #options: LiveOptions<State, Event>
  readonly #clock: Clock
  readonly #listeners: Listeners
  readonly #changeLog
  readonly #loader: SnapshotLoader<State>
  readonly #pageLoader: PageLoader<State>
  #view: LiveView<State> | null = null

  #confirmed: State | undefined
  /** Where the confirmed state stands. */
  #position: Position | null = null
  #catchingUp = false
  #gone = false
  #goneBy: Actor | null = null
  #error: ApiError | undefined
  /** `reduce` threw; stays until it took an event. */
  #reducerError: ApiError | undefined
  #overlays: overlays.Overlays<State> = []

  #membership: FeedMembership | null = null
  #stopRealtime: (() => void) | null = null
  #cancelGrace: Cancel | null = null
  /** Reloads that the feed asked for; a `load` that lags behind would go on in a circle. */
  readonly #setbacks: Setbacks
  /** Loads in a row that failed or came too late for the feed. */
  #failures = 0
  /** Subscriptions in a row that the server ended. */
  #closures = 0

  constructor(options: LiveOptions<State, Event>) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#listeners = new Listeners(options.onError ?? reportToConsole)
    this.#setbacks = new Setbacks(this.#clock, options.random ?? Math.random)
    this.#changeLog = createRowChangeLog(this.#clock, () => this.#emit())
    this.#loader = new SnapshotLoader<State>({
      // Somebody who had read on must not be thrown back to the first page.
      read: (signal) => options.load({ signal, ...this.#rowsOnScreen() }),
      loaded: (number, snapshot) => this.#loaded(number, snapshot),
      failed: (error) => this.#loadFailed(error),
      clock: this.#clock,
      random: options.random ?? Math.random,
    })
    this.#pageLoader = new PageLoader<State>({
      ready: () => {
        this.#joinPage()
        // It is ahead of what arrived so far.
        if (this.#pageLoader.isLoading) options.realtime.hasten()
      },
      failed: (error) => {
        this.#error = error
        this.#emit()
      },
      reduce: (state, { data }) => options.reduce(state, data as Event) ?? state,
    })
  }

  get isActive(): boolean {
    return this.#membership !== null
  }

  getSnapshot = (): LiveView<State> => {
    this.#view ??= this.#buildView()
    return this.#view
  }

  subscribe = (listener: () => void): (() => void) => {
    const remove = this.#listeners.add(listener)
    this.#cancelGrace?.()
    this.#cancelGrace = null
    if (!this.#membership) this.#start()
    return () => {
      if (!remove() || !this.#listeners.isEmpty) return
      this.#cancelGrace = this.#clock.after(graceMs, () => this.#release())
    }
  }

  refresh = async (): Promise<void> => {
    this.#reducerError = undefined
    if (this.#membership) await this.#load()
  }

  loadMore = async (): Promise<void> => {
    const { pages } = this.#options
    if (!pages || !this.#confirmed || !this.#membership || this.#loader.isLoading) return
    const cursor = pages.cursor(this.#confirmed)
    if (cursor === null) return
    const done = this.#pageLoader.load((signal) => pages.load(cursor, { signal }))
    this.#emit()
    await done
  }

  optimistic = async <Reply>(
    commandId: string,
    apply: (state: State) => State,
    sent: Promise<Reply>,
    afterReply?: (reply: Reply) => (state: State) => State,
  ): Promise<WriteOutcome> => {
    this.#overlays = overlays.addOverlay(this.#overlays, commandId, apply)
    this.#emit()
    try {
      const reply = await sent
      this.#overlays = overlays.noteReply(
        this.#overlays,
        commandId,
        afterReply?.(reply),
        this.#loader.started,
      )
      this.#settle()
      this.#emit()
      if (this.#isPending(commandId)) this.#expectEvent(commandId)
      return { ok: true }
    } catch (error) {
      // Its event was here already: the command took effect, only the answer to it was lost.
      if (!this.#isPending(commandId)) return { ok: true }
      this.#overlays = overlays.dropOverlay(this.#overlays, commandId)
      this.#emit()
      return { ok: false, error: asApiError(error) }
    }
  }

  #start(): void {
    const { realtime, channel } = this.#options
    this.#membership = realtime.join(channel, {
      onPublication: (publication, fresh) => this.#onPublication(publication, fresh),
      onReload: (reason) => this.#reload(reason),
      onClosed: () => {
        this.#closures += 1
        this.#loadLater()
      },
    })
    this.#stopRealtime = realtime.subscribe(() => {
      // The server is back: no need to wait for the next try.
      if (this.#loader.isWaiting && this.#failures > 0 && realtime.isConnected()) void this.#load()
      else this.#joinPage()
    })
    void this.#load()
  }

  #release(): void {
    this.#cancelGrace = null
    this.#loader.stop()
    this.#pageLoader.stop()
    this.#stopRealtime?.()
    this.#stopRealtime = null
    this.#membership?.leave()
    this.#membership = null
    this.#changeLog.clear()
    this.#view = null
  }

  async #load(): Promise<void> {
    this.#pageLoader.stop()
    const done = this.#loader.load()
    this.#emit()
    await done
  }

  #loadLater(): void {
    if (this.#membership) this.#loader.loadLater(this.#failures + this.#closures)
  }

  /** After a throw the feed itself has paused already. */
  #reload(reason: ReloadReason): void {
    const pauseMs = reason === 'consumer_failed' ? 0 : this.#setbacks.pauseMs()
    if (pauseMs === 0) void this.#load()
    else this.#loader.loadAfter(pauseMs)
  }

  #rowsOnScreen(): { rows?: number } {
    const rows = this.#confirmed && this.#options.pages?.rows(this.#confirmed)
    return rows ? { rows } : {}
  }

  #loaded(number: number, { state, position }: Loaded<State>): void {
    this.#confirmed = state
    this.#position = position
    this.#gone = false
    this.#goneBy = null
    this.#error = undefined
    this.#overlays = overlays.settleBySnapshot(this.#overlays, number, position.offset)
    // What came since then is handed over before this returns; nobody shall see the states in between.
    this.#catchingUp = true
    const started = this.#membership?.startAt(position)
    this.#catchingUp = false
    this.#failures = started === 'reload' ? this.#failures + 1 : 0
    if (started === 'reload') this.#loadLater()
    this.#settle()
    this.#options.realtime.noteRefresh()
    this.#emit()
  }

  #loadFailed(error: ApiError): void {
    this.#error = error
    if (error.code === 'not_found' || error.code === 'gone') this.#gone = true
    else if (isPassing(error)) {
      this.#failures += 1
      this.#loadLater()
    } else this.#confirmed = undefined
    this.#emit()
  }

  #onPublication(publication: FeedPublication, fresh: boolean): void {
    const event = publication.data as Event
    const { commandId, actor } = lookedAt(event)
    if (!fresh) {
      if (commandId !== undefined) this.#noteKnownEvent(commandId, publication.offset)
      return
    }
    this.#closures = 0
    const before = this.#confirmed
    try {
      this.#apply(publication, event)
    } catch (error) {
      this.#reducerError = reducerFailed(error)
      this.#emit()
      throw error
    }
    this.#reducerError = undefined
    if (actor) this.#mark(event, actor, before)
    this.#emit()
  }

  #apply(publication: FeedPublication, event: Event): void {
    const { commandId, actor = null } = lookedAt(event)
    this.#reduce(event, actor)
    if (this.#position) this.#position = { ...this.#position, offset: publication.offset }
    this.#pageLoader.note(publication)
    if (commandId !== undefined) this.#overlays = overlays.dropOverlay(this.#overlays, commandId)
    this.#joinPage()
    this.#settle()
  }

  #mark(event: Event, actor: Actor, before: State | undefined): void {
    const ids = this.#options.rowsOf?.(event) ?? []
    if (actor.id === this.#options.me) this.#changeLog.forget(ids)
    else if (before && this.#confirmed && ids.length > 0) {
      this.#changeLog.note(differencesIn(before, this.#confirmed, ids), actor)
    }
  }

  /** The event of an own command that is in the confirmed state already, or will be in the next snapshot. */
  #noteKnownEvent(commandId: string, offset: number): void {
    this.#overlays = overlays.noteEvent(this.#overlays, commandId, offset)
    if (this.#position) {
      this.#overlays = overlays.settleBySnapshot(this.#overlays, null, this.#position.offset)
    }
    this.#emit()
  }

  #reduce(event: Event, actor: Actor | null): void {
    if (!this.#confirmed || this.#gone) return
    const next = this.#options.reduce(this.#confirmed, event)
    if (next === null) {
      this.#gone = true
      this.#goneBy = actor
    } else this.#confirmed = next
  }

  /** Joins the next page to the window when it is there and both stand at the same position. */
  #joinPage(): void {
    const { pages, realtime, channel } = this.#options
    if (!pages || !this.#confirmed || !this.#position || this.#loader.isLoading) return
    const page = this.#pageLoader.take(this.#position, realtime.isLive(channel))
    if (page === null) return
    if (page === 'reload') return void this.#load()
    this.#confirmed = pages.merge(this.#confirmed, page)
    this.#error = undefined
    this.#settle()
    this.#emit()
  }

  #settle(): void {
    if (this.#confirmed) this.#overlays = overlays.dropRedundant(this.#overlays, this.#confirmed)
  }

  #isPending(commandId: string): boolean {
    return this.#overlays.some((overlay) => overlay.commandId === commandId)
  }

  /** The command is committed; where its event does not come by itself, a snapshot shows it. */
  #expectEvent(commandId: string): void {
    const { realtime, channel } = this.#options
    const loadUnlessSettled = () => {
      if (this.#membership && this.#isPending(commandId)) void this.#load()
    }
    if (realtime.isLive(channel)) this.#clock.after(eventOverdueMs, loadUnlessSettled)
    else loadUnlessSettled()
  }

  #emit(): void {
    this.#view = null
    if (!this.#catchingUp) this.#listeners.tell()
  }

  #buildView(): LiveView<State> {
    const confirmed = this.#confirmed
    const data = confirmed && overlays.overlaid(this.#overlays, confirmed)
    const base = {
      changes: this.#changeLog.get(),
      reloading: this.#loader.isLoading,
      loadingMore: this.#pageLoader.isLoading,
      hasMore: confirmed ? (this.#options.pages?.cursor(confirmed) ?? null) !== null : false,
      pending: this.#overlays.length > 0,
    }
    const error = this.#error ?? this.#reducerError
    if (this.#gone) return { ...base, status: 'gone', data, error, by: this.#goneBy }
    if (data) return { ...base, status: 'ready', data, error }
    if (error) return { ...base, status: 'error', data: undefined, error }
    return { ...base, status: 'loading', data: undefined, error: undefined }
  }
}

/** Events of others may be anything, also no object at all. */
function lookedAt(event: unknown): LiveEvent {
  if (typeof event !== 'object' || event === null) return {}
  const { commandId, actor } = event as Record<string, unknown>
  return {
    ...(typeof commandId === 'string' ? { commandId } : {}),
    ...(typeof actor === 'object' && actor !== null && 'id' in actor ? { actor: actor as Actor } : {}),
  }
}

/** Errors that may pass by themselves, so that trying again makes sense. */
function isPassing(error: ApiError): boolean {
  return (
    error.code === 'network' || error.code === 'bad_answer' || error.status >= 500 || error.status === 429
  )
}
