/** The types of live snapshots: what makes one, what it shows and what can be asked of it. No code. */
import type { Actor, Id, Snapshot } from '@copydesk/contract'
import type { ApiError } from '../http/api-error.ts'
import type { Clock } from '../realtime/clock.ts'
import type { ChannelSource } from '../realtime/connection.ts'
import type { RowChanges } from './row-changes.ts'

/** What a live snapshot looks at in an event, where it is there; events may be of any shape. */
export interface LiveEvent {
  /** The command that caused it, as its sender named it. */
  commandId?: string
  /** Who did it; without one, no row is marked as changed by somebody else. */
  actor?: Actor
}

export interface LoadCall {
  signal: AbortSignal
  /** How many rows are on screen and should come again; absent: one page as the server likes it. */
  rows?: number
  /** Rows on screen that a page does not have by itself, each with its neighbours: they should come again too. */
  around?: readonly Id[]
}

/** How a snapshot that comes in pages is read on. */
export interface LivePages<State> {
  cursor(state: State): string | null
  /** How many rows the window has, in the terms of `LoadCall.rows`. */
  rows(state: State): number
  /** As `LoadCall.around`; absent: pages have everything. */
  around?(state: State): readonly Id[]
  load(cursor: string, call: LoadCall): Promise<Snapshot<State>>
  merge(state: State, page: State): State
}

export interface LiveOptions<State extends object, Event = unknown> {
  /** Where the channel comes from: a `Realtime`. */
  realtime: ChannelSource
  channel: string
  /** Reads the snapshot, or its first page. What it rejects with is shown and tried again, unless it is an `ApiError` that stays. */
  load(call: LoadCall): Promise<Snapshot<State>>
  /** For a snapshot that comes in pages. */
  pages?: LivePages<State>
  /** Advances the state by one event; null when what it describes is gone. Pure. */
  reduce(state: State, event: Event): State | null
  /** Whether an event says only that there is more than it carries, to `state` before it: the snapshot is loaded again, soon. */
  isIncomplete?(event: Event, state: State | undefined): boolean
  /** What follows from an event that came live besides the state. */
  onEvent?(event: Event): void
  /** Another snapshot, which is kept up to date along with this one: its channel says of this one what the own does not. */
  beside?(): Pick<Live<object>, 'subscribe'>
  /** Events may be missing, of which no snapshot of this channel says what they were. */
  onMissed?(): void
  /** Ids of the rows that an event changed, to be marked when someone else did. */
  rowsOf?(event: Event): readonly Id[]
  /** Who changed each of them, where one event tells of several people's changes; its actor when left out. */
  changedBy?(event: Event): ReadonlyMap<Id, Actor>
  /** The person at this screen, whose own changes are not marked. */
  me?: Id | null
  clock?: Clock
  random?: () => number
  /** Receives what listeners throw; the console does when absent. */
  onError?: (error: unknown) => void
}

/** What every view has. */
export interface ViewBase {
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

/**
 * What a screen shows of a live snapshot. `ready` with an `error`: it could not be brought up to date, or `reduce` threw
 * at an event (`reducer_failed`), which stays until an event could be applied again.
 */
export type LiveView<State> =
  | (ViewBase & { status: 'loading'; data: undefined; error: undefined })
  | (ViewBase & { status: 'ready'; data: State; error: ApiError | undefined })
  | (ViewBase & { status: 'error'; data: undefined; error: ApiError })
  | (ViewBase & {
      status: 'gone'
      data: State | undefined
      error: ApiError | undefined
      /** Who made it go while one looked at it; null when it was gone already. */
      by: Actor | null
    })

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
  /** Loads another part of it, which `merge` joins to it as a page is joined; how that failed, if it did. */
  loadPart(
    read: (call: LoadCall) => Promise<Snapshot<State>>,
    merge: (state: State, part: State) => State,
  ): Promise<ApiError | undefined>
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
