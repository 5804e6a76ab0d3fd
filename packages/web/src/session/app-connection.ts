/**
 * Since when this window has not been live: evidence for whoever looks into its connection, because checks that are
 * good say nothing of a connection that does not come about. Counts by a clock that is never set back.
 */
import type { ConnectionStatus } from '@copydesk/client'

export interface AppConnection {
  status: ConnectionStatus['status']
  words: string
  transport: ConnectionStatus['transport']
  /** 0 while it is live. */
  notLiveMs: number
}

export class AppConnectionWatch {
  #latest: ConnectionStatus | null = null
  #notLiveSince: number | null = null

  note(latest: ConnectionStatus, now: number): void {
    this.#latest = latest
    if (latest.status === 'live') this.#notLiveSince = null
    else this.#notLiveSince ??= now
  }

  /** Null before there was any. */
  read(now: number): AppConnection | null {
    if (this.#latest === null) return null
    const { status, words, transport } = this.#latest
    return { status, words, transport, notLiveMs: this.#notLiveSince === null ? 0 : now - this.#notLiveSince }
  }
}

const watch = new AppConnectionWatch()

/** Of the connection of this window, whenever it changes. */
export function noteAppConnection(status: ConnectionStatus): void {
  watch.note(status, performance.now())
}

/** How the connection of this window is doing; null where there is none. */
export function readAppConnection(): AppConnection | null {
  return watch.read(performance.now())
}
