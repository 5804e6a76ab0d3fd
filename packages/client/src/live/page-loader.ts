/**
 * Loads the next page of a window, and other parts of it. A page is read at its own position of the channel, so it is
 * joined to the window only once both stand at the same one: a page that is behind catches up by the events in between,
 * a page that is ahead waits for them. Does not apply anything to the window itself.
 */
import type { Position, Snapshot } from '@copydesk/contract'
import { type ApiError, asApiError } from '../http/api-error.ts'
import type { FeedPublication } from '../realtime/channel-feed.ts'
import { type Loaded, splitSnapshot } from './snapshot-loader.ts'

export interface PageLoaderOptions<State extends object> {
  /** The page is there and may be joined, now or later. */
  ready(): void
  failed(error: ApiError): void
  /** Advances the page by an event that came while it was loaded. */
  reduce(state: State, publication: FeedPublication): State
}

interface Pending<State> {
  abort: AbortController
  done: Promise<PageOutcome>
  end(outcome: PageOutcome): void
  merge: Merge<State>
  /** What the feed delivered since the page was asked for. */
  publications: FeedPublication[]
  page: Loaded<State> | null
}

/** It was joined to the window; failed; or was dropped before either. */
export type PageOutcome = undefined | ApiError | 'dropped'

/** Joins a page to the window. */
type Merge<State> = (state: State, page: State) => State

/** What is loaded at most once at a time: the next page. */
const nextPage = 'next page'

export class PageLoader<State extends object> {
  readonly #options: PageLoaderOptions<State>
  readonly #pending = new Map<unknown, Pending<State>>()

  constructor(options: PageLoaderOptions<State>) {
    this.#options = options
  }

  /** The next page is on its way, or waits to be joined. */
  get isLoadingNext(): boolean {
    return this.#pending.has(nextPage)
  }

  /** Something is on its way, or waits to be joined. */
  get isLoading(): boolean {
    return this.#pending.size > 0
  }

  /** Asks for the next page, unless it is on its way already; resolves when it is in the window, or will not come. */
  loadNext(
    read: (signal: AbortSignal) => Promise<Snapshot<State>>,
    merge: Merge<State>,
  ): Promise<PageOutcome> {
    return this.#pending.get(nextPage)?.done ?? this.load(read, merge, nextPage)
  }

  /** Asks for any part; resolves as `loadNext` does. */
  load(
    read: (signal: AbortSignal) => Promise<Snapshot<State>>,
    merge: Merge<State>,
    key: unknown = Symbol(),
  ): Promise<PageOutcome> {
    let end: Pending<State>['end'] = () => undefined
    const done = new Promise<PageOutcome>((resolve) => {
      end = resolve
    })
    const abort = new AbortController()
    const pending: Pending<State> = { abort, done, end, merge, publications: [], page: null }
    this.#pending.set(key, pending)
    read(abort.signal)
      .then((snapshot) => {
        if (this.#pending.get(key) !== pending) return
        pending.page = splitSnapshot(snapshot)
        this.#options.ready()
      })
      .catch((reason: unknown) => {
        const error = asApiError(reason)
        if (this.#pending.get(key) === pending) {
          this.#pending.delete(key)
          this.#options.failed(error)
        }
        end(error)
      })
    return done
  }

  /** Notes what the window was advanced by meanwhile. */
  note(publication: FeedPublication): void {
    for (const { publications } of this.#pending.values()) publications.push(publication)
  }

  /**
   * The window with each page that stands at its position now, once; null where none does. Pages that are ahead of a
   * window that still moves (`moving`) wait. `reload` when a page and the window have no common history.
   */
  join(window: State, position: Position, moving: boolean): State | 'reload' | null {
    let joined: State | null = null
    const isOther = ({ channel, epoch }: Position) => channel === position.channel && epoch !== position.epoch
    if ([...this.#pending.values()].some(({ page }) => page && isOther(page.position))) return 'reload'
    for (const [key, { page, merge, publications, end }] of [...this.#pending]) {
      if (page === null) continue
      if (page.position.channel !== position.channel) {
        // It is a part of another list, whose positions say nothing here.
        this.#pending.delete(key)
        end(undefined)
        continue
      }
      if (page.position.offset > position.offset && moving) continue
      this.#pending.delete(key)
      const missed = publications.filter(({ offset }) => offset > page.position.offset)
      joined = merge(
        joined ?? window,
        missed.reduce((state, publication) => this.#options.reduce(state, publication), page.state),
      )
      end(undefined)
    }
    return joined
  }

  /** Drops what is on its way. */
  stop(): void {
    const dropped = [...this.#pending.values()]
    this.#pending.clear()
    for (const { abort, end } of dropped) {
      abort.abort()
      end('dropped')
    }
  }
}
