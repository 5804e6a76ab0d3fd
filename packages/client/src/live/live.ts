/**
 * A live snapshot: loads it, follows its channel from the position it was read at, applies the reducer to each
 * event, and loads anew when something may be missing, with the old data on screen until then. Optimistic
 * writes lie over it (optimistic-writes.ts). Works with any channel and state; knows neither React nor endpoints.
 */
import { type ApiError, isPassing, reducerFailed } from '../http/api-error.ts'
import type { FeedMembership, FeedPublication, ReloadReason } from '../realtime/channel-feed.ts'
import { type Cancel, type Clock, systemClock } from '../realtime/clock.ts'
import { Listeners } from '../realtime/listeners.ts'
import { reportToConsole } from '../realtime/report-error.ts'
import { Setbacks } from '../realtime/setbacks.ts'
import { ConfirmedState } from './confirmed-state.ts'
import { readLiveEvent } from './live-event.ts'
import type { Live, LiveOptions, LiveView, LoadCall, WriteOutcome } from './live-types.ts'
import { viewOf } from './live-view.ts'
import { markRows } from './mark-rows.ts'
import { OptimisticWrites } from './optimistic-writes.ts'
import { PageLoader } from './page-loader.ts'
import { createRowChangeLog } from './row-changes.ts'
import { type Loaded, SnapshotLoader } from './snapshot-loader.ts'

/** How long a channel is kept after its last listener left, so that going back and forth costs nothing. */
export const graceMs = 5_000
/** How long the event of an answered command may take before the snapshot is loaded instead. */
export const eventOverdueMs = 5_000
/** Reloads that a part is read again after: it might always be of another history than the window. */
const maxPartTries = 5

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
  readonly #confirmed: ConfirmedState<State, Event>
  readonly #writes: OptimisticWrites<State>
  #view: LiveView<State> | null = null
  #catchingUp = false
  #error: ApiError | undefined
  /** `reduce` threw; stays until it took an event. */
  #reducerError: ApiError | undefined

  #membership: FeedMembership | null = null
  #stopRealtime: (() => void) | null = null
  #stopBeside: (() => void) | null = null
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
    this.#confirmed = new ConfirmedState((state, event) => options.reduce(state, event))
    this.#writes = new OptimisticWrites({
      confirmed: () => this.#confirmed.state,
      loadsStarted: () => this.#loader.started,
      changed: () => this.#emit(),
      replied: (commandId) => this.#expectEvent(commandId),
    })
    this.#changeLog = createRowChangeLog(this.#clock, () => this.#emit())
    this.#loader = new SnapshotLoader<State>({
      read: (signal) => {
        // What happens until this window is there, a page of the one before would never be told.
        this.#pageLoader.stop()
        // Somebody who had read on must not be thrown back to the first page.
        return options.load({ signal, ...this.#rowsOnScreen() })
      },
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
    const { state } = this.#confirmed
    if (!pages || !state || !this.#membership || this.#loader.isLoading) return
    const cursor = pages.cursor(state)
    if (cursor === null) return
    const done = this.#pageLoader.loadNext((signal) => pages.load(cursor, { signal }), pages.merge)
    this.#emit()
    await done
  }

  loadPart: Live<State>['loadPart'] = async (read, merge) => {
    for (let tries = 0; tries < maxPartTries; tries += 1) {
      // A part of a window that goes would have nothing to stand beside.
      while (this.#loader.isLoading) await this.#loader.over
      if (!this.#membership) return undefined
      const outcome = await this.#pageLoader.load((signal) => read({ signal }), merge)
      if (outcome !== 'dropped') return outcome
    }
    return undefined
  }

  optimistic = <Reply>(
    commandId: string,
    apply: (state: State) => State,
    sent: Promise<Reply>,
    afterReply?: (reply: Reply) => (state: State) => State,
  ): Promise<WriteOutcome> => this.#writes.write(commandId, apply, sent, afterReply)

  #start(): void {
    const { realtime, channel, beside } = this.#options
    this.#stopBeside = beside?.().subscribe(() => {}) ?? null
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
    this.#stopBeside?.()
    this.#stopBeside = null
    this.#membership?.leave()
    this.#membership = null
    this.#changeLog.clear()
    this.#view = null
  }

  async #load(): Promise<void> {
    const over = this.#loader.load()
    this.#emit()
    await over
  }

  #loadLater(): void {
    if (this.#membership) this.#loader.loadLater(this.#failures + this.#closures)
  }

  /** After a throw the feed itself has paused already. */
  #reload(reason: ReloadReason): void {
    if (reason !== 'consumer_failed') this.#options.onMissed?.()
    const pauseMs = reason === 'consumer_failed' ? 0 : this.#setbacks.pauseMs()
    if (pauseMs === 0) void this.#load()
    else this.#loader.loadAfter(pauseMs)
  }

  #rowsOnScreen(): Omit<LoadCall, 'signal'> {
    const { state } = this.#confirmed
    const { pages } = this.#options
    if (!state || !pages) return {}
    const [rows, around] = [pages.rows(state), pages.around?.(state) ?? []]
    return { ...(rows > 0 && { rows }), ...(around.length > 0 && { around }) }
  }

  #loaded(number: number, snapshot: Loaded<State>): void {
    const { position } = snapshot
    this.#confirmed.load(snapshot)
    this.#error = undefined
    this.#writes.snapshotLoaded(number, position.offset)
    // What came since then is handed over before this returns; nobody shall see the states in between.
    this.#catchingUp = true
    const started = this.#membership?.startAt(position)
    this.#catchingUp = false
    this.#failures = started === 'reload' ? this.#failures + 1 : 0
    if (started === 'reload') this.#loadLater()
    this.#writes.settle()
    this.#options.realtime.noteRefresh()
    this.#emit()
  }

  #loadFailed(error: ApiError): void {
    this.#error = error
    if (error.code === 'not_found' || error.code === 'gone') this.#confirmed.noteGone()
    else if (isPassing(error)) {
      this.#failures += 1
      this.#loadLater()
    } else this.#confirmed.forget()
    this.#emit()
  }

  #onPublication(publication: FeedPublication, fresh: boolean): void {
    const event = publication.data as Event
    const { commandId, actor } = readLiveEvent(event)
    if (!fresh) {
      if (commandId !== undefined) {
        this.#writes.noteKnownEvent(commandId, publication.offset, this.#confirmed.position?.offset)
        this.#emit()
      }
      return
    }
    this.#closures = 0
    const before = this.#confirmed.state
    try {
      this.#apply(publication, event)
    } catch (error) {
      this.#reducerError = reducerFailed(error)
      this.#emit()
      throw error
    }
    this.#reducerError = undefined
    this.#options.onEvent?.(event)
    if (actor) {
      const after = this.#confirmed.state
      markRows(this.#changeLog, this.#options, { event, actor, before, after })
    }
    if (this.#options.isIncomplete?.(event, before)) this.#loader.loadSoon(actor?.id === this.#options.me)
    this.#emit()
  }

  #apply(publication: FeedPublication, event: Event): void {
    const { commandId, actor = null } = readLiveEvent(event)
    this.#confirmed.apply(event, publication.offset, actor)
    this.#pageLoader.note(publication)
    if (commandId !== undefined) this.#writes.confirm(commandId)
    this.#joinPage()
    this.#writes.settle()
  }

  /** Joins pages and parts to the window that are there and stand at the same position. */
  #joinPage(): void {
    const { realtime, channel } = this.#options
    const { state, position } = this.#confirmed
    if (!state || !position || this.#loader.isLoading) return
    const joined = this.#pageLoader.join(state, position, realtime.isLive(channel))
    if (joined === 'reload') return void this.#load()
    if (joined === null) return
    this.#confirmed.extend(joined)
    this.#error = undefined
    this.#writes.settle()
    this.#emit()
  }

  /** The command is committed; where its event does not come by itself, a snapshot shows it. */
  #expectEvent(commandId: string): void {
    const { realtime, channel } = this.#options
    const loadUnlessSettled = () => {
      if (this.#membership && this.#writes.isPending(commandId)) void this.#load()
    }
    if (realtime.isLive(channel)) this.#clock.after(eventOverdueMs, loadUnlessSettled)
    else loadUnlessSettled()
  }

  #emit(): void {
    this.#view = null
    if (!this.#catchingUp) this.#listeners.tell()
  }

  #buildView(): LiveView<State> {
    const { state, isGone, goneBy } = this.#confirmed
    const base = {
      changes: this.#changeLog.get(),
      reloading: this.#loader.isLoading,
      loadingMore: this.#pageLoader.isLoadingNext,
      hasMore: state ? (this.#options.pages?.cursor(state) ?? null) !== null : false,
      pending: this.#writes.isAnyPending,
    }
    const data = state && this.#writes.over(state)
    return viewOf(base, { data, error: this.#error ?? this.#reducerError, isGone, goneBy })
  }
}
