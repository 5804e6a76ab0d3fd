/**
 * Loads the next page of a window. A page is read at its own position of the channel, so it is joined to the
 * window only once both stand at the same one: a page that is behind catches up by the events in between, a
 * page that is ahead waits for them. Does not apply anything to the window itself.
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
  done: Promise<void>
  /** What the feed delivered since the page was asked for. */
  publications: FeedPublication[]
  page: Loaded<State> | null
}

export class PageLoader<State extends object> {
  readonly #options: PageLoaderOptions<State>
  #pending: Pending<State> | null = null

  constructor(options: PageLoaderOptions<State>) {
    this.#options = options
  }

  get isLoading(): boolean {
    return this.#pending !== null
  }

  /** Asks for the page, unless one is on its way already; resolves when it was answered. */
  load(read: (signal: AbortSignal) => Promise<Snapshot<State>>): Promise<void> {
    if (this.#pending) return this.#pending.done
    const abort = new AbortController()
    const pending: Pending<State> = { abort, done: Promise.resolve(), publications: [], page: null }
    this.#pending = pending
    pending.done = read(abort.signal).then(
      (snapshot) => {
        if (this.#pending !== pending) return
        pending.page = splitSnapshot(snapshot)
        this.#options.ready()
      },
      (error: unknown) => {
        if (this.#pending !== pending) return
        this.#pending = null
        this.#options.failed(asApiError(error))
      },
    )
    return pending.done
  }

  /** Notes what the window was advanced by meanwhile. */
  note(publication: FeedPublication): void {
    this.#pending?.publications.push(publication)
  }

  /**
   * The page as it is at the window's position, once. Null while there is none or it is ahead of a window that
   * still moves (`moving`); `reload` when the two have no common history.
   */
  take(position: Position, moving: boolean): State | 'reload' | null {
    const page = this.#pending?.page
    if (!this.#pending || !page) return null
    if (page.position.epoch !== position.epoch) return 'reload'
    if (page.position.offset > position.offset && moving) return null
    const missed = this.#pending.publications.filter(({ offset }) => offset > page.position.offset)
    this.#pending = null
    return missed.reduce((state, publication) => this.#options.reduce(state, publication), page.state)
  }

  /** Drops the page that is on its way. */
  stop(): void {
    this.#pending?.abort.abort()
    this.#pending = null
  }
}
