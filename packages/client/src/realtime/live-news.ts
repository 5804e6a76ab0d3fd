/**
 * What the server has switched on: asks for it, and follows the channel that tells of changes from where the answer
 * was read. Does nothing about it.
 */
import type { LiveChanged, LiveInfo, Position } from '@copydesk/contract'
import type { Clock } from './clock.ts'
import type { ChannelSource } from './connection.ts'
import type { FeedMembership } from './feed-types.ts'
import { inTime } from './in-time.ts'
import type { RealtimeOptions } from './realtime-options.ts'

export interface LiveNewsOptions extends Pick<RealtimeOptions, 'liveInfo' | 'transports'> {
  clock: Clock
  join: ChannelSource['join']
  /** An answer or an event says what is on. */
  changed: (info: LiveInfo) => void
  /** The server did not answer. */
  failed: () => void
  /** An answer came after this time. */
  answered: (tookMs: number) => void
}

export class LiveNews {
  readonly #options: LiveNewsOptions
  #membership: FeedMembership | null = null

  constructor(options: LiveNewsOptions) {
    this.#options = options
  }

  async ask(): Promise<void> {
    const { liveInfo, transports = ['websocket', 'http_stream'], clock, changed } = this.#options
    if (!liveInfo) return changed({ transports: [...transports], websocket: { enabled: true } })
    const askedAt = clock.now()
    try {
      const info = await inTime(clock, liveInfo())
      this.#options.answered(clock.now() - askedAt)
      changed(info)
      if (info.position) this.#follow(info.position)
    } catch {
      this.#options.failed()
    }
  }

  #follow(position: Position): void {
    this.#membership ??= this.#options.join(position.channel, {
      onPublication: ({ data }, fresh) => {
        const { live } = data as Partial<LiveChanged>
        if (fresh && live) this.#options.changed(live)
      },
      onReload: () => void this.ask(),
      // The next answer tells where to begin anew.
      onClosed() {},
    })
    this.#membership.startAt(position)
  }
}
