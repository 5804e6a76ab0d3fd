/**
 * A live snapshot: loads it, follows its channel from the position it was read at, applies the reducer to each
 * event, and loads anew when something may be missing, with the old data on screen until then. Optimistic
 * writes lie over it (overlays.ts). Works with any channel and state; knows neither React nor HTTP.
 */
import type { Actor, Id, Position, Snapshot } from '@copydesk/contract'
import { ApiError, networkError } from '../http/api-error.ts'
import type { FeedMembership, FeedPublication } from '../realtime/channel-feed.ts'
import { backoffMs, type Cancel, type Clock, systemClock } from '../realtime/clock.ts'
import type { ChannelSource } from '../realtime/realtime.ts'
import {
  addOverlay,
  dropOverlay,
  dropRedundant,
  noteEvent,
  noteReply,
  type Overlays,
  overlaid,
  settleBySnapshot,
} from './overlays.ts'
import { createRowChangeLog, type RowChanges } from './row-changes.ts'

/** What every event has that a live snapshot looks at. */
export interface LiveEvent {
  type: string
  actor: Actor
  commandId?: string
}

export interface LiveOptions<State extends object, Event extends LiveEvent> {
  /** Where the channel comes from: a `Realtime`. */
  realtime: ChannelSource
  channel: string
  /** Reads the snapshot, or its first page. Rejects with an `ApiError`. */
  load(call: { signal: AbortSignal }): Promise<Snapshot<State>>
  /** For a snapshot that comes in pages. */
  pages?: {
    cursor(state: State): string | null
    load(cursor: string, call: { signal: AbortSignal }): Promise<Snapshot<State>>
    merge(state: State, page: State): State
  }
  /** Advances the state by one event; null when what it describes is gone. Pure. */
  reduce(state: State, event: Event): State | null
  /** Ids of the rows that an event changed, to be marked when someone else did. */
  rowsOf?(event: Event): readonly Id[]
  /** The person at this screen, whose own changes are not marked. */
  me?: Id | null
  clock?: Clock
  random?: () => number
}

interface ViewBase {
  /** Rows that someone else changed in the last seconds. */
  changes: RowChanges
  /** A newer snapshot is being loaded. */
  reloading: boolean
  /** The next page is being loaded. */
  loadingMore: boolean
  /** There is a next page. */
  hasMore: boolean
  /** Own writes that are not confirmed yet. */
  pending: boolean
}

/** What a screen shows of a live snapshot. `ready` with an `error`: it could not be brought up to date. */
export type LiveView<State> =
  | (ViewBase & { status: 'loading'; data: undefined; error: undefined })
  | (ViewBase & { status: 'ready'; data: State; error: ApiError | undefined })
  | (ViewBase & { status: 'error'; data: undefined; error: ApiError })
  | (ViewBase & { status: 'gone'; data: State | undefined; error: ApiError | undefined })

/** How an optimistic write ended. */
export type WriteOutcome = { ok: true } | { ok: false; error: ApiError }

export interface Live<State extends object> {
  /** The same object until something changes. */
  getSnapshot(): LiveView<State>
  /** The first listener starts it; some seconds after the last one left it is released. */
  subscribe(listener: () => void): () => void
  /** Loads anew in place; resolves when that is done, whatever came of it. */
  refresh(): Promise<void>
  /** Loads the next page, if there is one. */
  loadMore(): Promise<void>
  /**
   * Shows a change at once while its command is under way. `afterReply` replaces the guess by what the server
   * made of it (and changes nothing where that is there already).
   */
  optimistic<Reply>(
    commandId: string,
    apply: (state: State) => State,
    sent: Promise<Reply>,
    afterReply?: (reply: Reply) => (state: State) => State,
  ): Promise<WriteOutcome>
  /** Somebody listens, or did a moment ago. */
  readonly isActive: boolean
}

/** A snapshot taken apart. */
interface Loaded<State> {
  state: State
  position: Position
}

interface LoadingPage {
  abort: AbortController
  /** What the feed delivered since the page was asked for. */
  events: FeedPublication[]
  epoch: string | undefined
  done: Promise<void>
}

/** How long a channel is kept after its last listener left, so that going back and forth costs nothing. */
const graceMs = 5_000
/** How long the event of an answered command may take before the snapshot is loaded instead. */
const eventOverdueMs = 5_000
const minRetryMs = 500
const maxRetryMs = 30_000

/** Makes a live snapshot; nothing is loaded before somebody subscribes. */
export function createLive<State extends object, Event extends LiveEvent>(
  options: LiveOptions<State, Event>,
): Live<State> {
  return new LiveSnapshot(options)
}

class LiveSnapshot<State extends object, Event extends LiveEvent> implements Live<State> {
  readonly #options: LiveOptions<State, Event>
  readonly #clock: Clock
  readonly #random: () => number
  readonly #listeners = new Set<() => void>()
  readonly #changeLog
  #view: LiveView<State> | null = null

  #confirmed: State | undefined
  #gone = false
  #error: ApiError | undefined
  #overlays: Overlays<State> = []

  #membership: FeedMembership | null = null
  #stopRealtime: (() => void) | null = null
  #cancelGrace: Cancel | null = null
  #cancelRetry: Cancel | null = null
  /** Number of the newest load; an answer of an older one is dropped. */
  #loads = 0
  #loading: { number: number; abort: AbortController; done: Promise<void> } | null = null
  /** Loads in a row that failed or came too late for the feed, and subscriptions that the server ended. */
  #failures = 0
  #closures = 0
  #page: LoadingPage | null = null
  /** Where the confirmed state was read; events since then have moved it on. */
  #position: Position | null = null

  constructor(options: LiveOptions<State, Event>) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#random = options.random ?? Math.random
    this.#changeLog = createRowChangeLog(this.#clock, () => this.#emit())
  }

  get isActive(): boolean {
    return this.#membership !== null
  }

  getSnapshot = (): LiveView<State> => {
    this.#view ??= this.#buildView()
    return this.#view
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#cancelGrace?.()
    this.#cancelGrace = null
    if (!this.#membership) this.#start()
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return
      this.#cancelGrace = this.#clock.after(graceMs, () => this.#release())
    }
  }

  refresh = async (): Promise<void> => {
    if (!this.#membership) return
    await this.#load()
  }

  loadMore = async (): Promise<void> => {
    const { pages } = this.#options
    if (!pages || !this.#confirmed || this.#loading || !this.#membership) return
    const cursor = pages.cursor(this.#confirmed)
    if (cursor === null) return
    this.#page ??= this.#startPage(pages, cursor)
    await this.#page.done
  }

  optimistic = async <Reply>(
    commandId: string,
    apply: (state: State) => State,
    sent: Promise<Reply>,
    afterReply?: (reply: Reply) => (state: State) => State,
  ): Promise<WriteOutcome> => {
    this.#overlays = addOverlay(this.#overlays, commandId, apply)
    this.#emit()
    try {
      const reply = await sent
      this.#overlays = noteReply(this.#overlays, commandId, afterReply?.(reply), this.#loads)
      this.#settle()
      this.#emit()
      if (this.#isPending(commandId)) this.#expectEvent(commandId)
      return { ok: true }
    } catch (error) {
      // Its event was here already: the command took effect, only the answer to it was lost.
      if (!this.#isPending(commandId)) return { ok: true }
      this.#overlays = dropOverlay(this.#overlays, commandId)
      this.#emit()
      return { ok: false, error: asApiError(error) }
    }
  }

  #start(): void {
    const { realtime, channel } = this.#options
    this.#membership = realtime.join(channel, {
      onPublication: (publication, fresh) => this.#onPublication(publication, fresh),
      onReload: () => void this.#load(),
      onClosed: () => {
        this.#closures += 1
        this.#retryLater()
      },
    })
    this.#stopRealtime = realtime.subscribe(() => {
      // The server is back: no need to wait for the next try.
      if (this.#cancelRetry && this.#failures > 0 && realtime.isConnected()) void this.#load()
    })
    void this.#load()
  }

  #release(): void {
    this.#cancelGrace = null
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#loading?.abort.abort()
    this.#loading = null
    this.#page?.abort.abort()
    this.#page = null
    this.#stopRealtime?.()
    this.#stopRealtime = null
    this.#membership?.leave()
    this.#membership = null
    this.#changeLog.clear()
    this.#view = null
  }

  /** Loads the snapshot, as far as it was loaded before, and follows the channel from its position. */
  #load(): Promise<void> {
    this.#loading?.abort.abort()
    this.#page?.abort.abort()
    this.#page = null
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#loads += 1
    const number = this.#loads
    const abort = new AbortController()
    const done = this.#loadWindow(abort.signal).then(
      (snapshot) => {
        if (this.#loading?.number === number) this.#loaded(number, snapshot)
      },
      (error: unknown) => {
        if (this.#loading?.number === number) this.#loadFailed(asApiError(error))
      },
    )
    this.#loading = { number, abort, done }
    this.#emit()
    return done
  }

  async #loadWindow(signal: AbortSignal): Promise<Loaded<State>> {
    const { load, pages } = this.#options
    const oldCursor = this.#confirmed && pages ? pages.cursor(this.#confirmed) : undefined
    const first = splitSnapshot(await load({ signal }))
    let { state } = first
    // Somebody who had loaded ten pages must not be thrown back to the first.
    while (pages && oldCursor !== undefined) {
      const cursor = pages.cursor(state)
      if (cursor === null || (oldCursor !== null && cursor <= oldCursor)) break
      const page = splitSnapshot(await pages.load(cursor, { signal }))
      const merged = pages.merge(state, page.state)
      if (pages.cursor(merged) === cursor) break
      state = merged
    }
    return { state, position: first.position }
  }

  #loaded(number: number, { state, position }: Loaded<State>): void {
    this.#loading = null
    this.#confirmed = state
    this.#gone = false
    this.#error = undefined
    this.#position = position
    this.#overlays = settleBySnapshot(this.#overlays, number, position.offset)
    const started = this.#membership?.startAt(position) ?? 'attached'
    if (started === 'attached') this.#failures = 0
    else this.#retryLater()
    this.#settle()
    this.#options.realtime.noteRefresh()
    this.#emit()
  }

  #loadFailed(error: ApiError): void {
    this.#loading = null
    this.#error = error
    if (error.code === 'not_found' || error.code === 'gone') this.#gone = true
    else if (isPassing(error)) this.#retryLater()
    else this.#confirmed = undefined
    this.#emit()
  }

  #retryLater(): void {
    if (this.#cancelRetry || !this.#membership) return
    const delayMs = backoffMs(this.#failures + this.#closures, minRetryMs, maxRetryMs, this.#random)
    this.#failures += 1
    this.#cancelRetry = this.#clock.after(delayMs, () => void this.#load())
  }

  #onPublication(publication: FeedPublication, fresh: boolean): void {
    const event = publication.data as Event
    const { commandId } = event
    if (!fresh) {
      if (commandId) this.#noteKnownEvent(commandId, publication.offset)
      return
    }
    this.#closures = 0
    this.#page?.events.push(publication)
    if (commandId) this.#overlays = dropOverlay(this.#overlays, commandId)
    this.#reduce(event)
    if (event.actor.id !== this.#options.me) {
      this.#changeLog.note(this.#options.rowsOf?.(event) ?? [], event.actor)
    }
    this.#settle()
    this.#emit()
  }

  /** The event of an own command that is in the confirmed state already, or will be in the next snapshot. */
  #noteKnownEvent(commandId: string, offset: number): void {
    this.#overlays = noteEvent(this.#overlays, commandId, offset)
    if (this.#position) this.#overlays = settleBySnapshot(this.#overlays, null, this.#position.offset)
    this.#emit()
  }

  #reduce(event: Event): void {
    if (!this.#confirmed || this.#gone) return
    const next = this.#options.reduce(this.#confirmed, event)
    if (next === null) this.#gone = true
    else this.#confirmed = next
  }

  #startPage(pages: NonNullable<LiveOptions<State, Event>['pages']>, cursor: string) {
    const abort = new AbortController()
    const done = pages.load(cursor, { signal: abort.signal }).then(
      (page) => this.#pageLoaded(abort, splitSnapshot(page)),
      (error: unknown) => this.#pageFailed(abort, error),
    )
    const page = { abort, events: [], epoch: this.#position?.epoch, done }
    queueMicrotask(() => this.#emit())
    return page
  }

  #pageLoaded(abort: AbortController, { state: page, position }: Loaded<State>): void {
    const { pages } = this.#options
    if (this.#page?.abort !== abort || !this.#confirmed || !pages) return
    const { events, epoch } = this.#page
    this.#page = null
    if (position.epoch !== epoch) {
      void this.#load()
      return
    }
    this.#confirmed = pages.merge(this.#confirmed, page)
    // What came meanwhile passed by rows that were not loaded yet; the page may be older than that.
    for (const { offset, data } of events) if (offset > position.offset) this.#reduce(data as Event)
    this.#settle()
    this.#emit()
  }

  #pageFailed(abort: AbortController, error: unknown): void {
    if (this.#page?.abort !== abort) return
    this.#page = null
    this.#error = asApiError(error)
    this.#emit()
  }

  #settle(): void {
    if (this.#confirmed) this.#overlays = dropRedundant(this.#overlays, this.#confirmed)
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
    for (const listener of [...this.#listeners]) listener()
  }

  #buildView(): LiveView<State> {
    const confirmed = this.#confirmed
    const data = confirmed && overlaid(this.#overlays, confirmed)
    const base: ViewBase = {
      changes: this.#changeLog.get(),
      reloading: this.#loading !== null,
      loadingMore: this.#page !== null,
      hasMore: confirmed ? (this.#options.pages?.cursor(confirmed) ?? null) !== null : false,
      pending: this.#overlays.length > 0,
    }
    if (this.#gone) return { ...base, status: 'gone', data, error: this.#error }
    if (data) return { ...base, status: 'ready', data, error: this.#error }
    if (this.#error) return { ...base, status: 'error', data: undefined, error: this.#error }
    return { ...base, status: 'loading', data: undefined, error: undefined }
  }
}

function splitSnapshot<State extends object>({ position, ...state }: Snapshot<State>): Loaded<State> {
  return { state: state as unknown as State, position }
}

/** Errors that may pass by themselves, so that trying again makes sense. */
function isPassing(error: ApiError): boolean {
  return (
    error.code === 'network' || error.status >= 500 || error.status === 429 || error.code === 'bad_answer'
  )
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : networkError(error)
}
