/** What the fuzz wants of a client, whoever wrote it. No code. */
import type { Follower } from './follower.ts'

export interface FuzzClient {
  readonly name: string
  readonly followers: readonly Follower[]
  /** Connected, and every follower has a subscription. */
  readonly isServed: boolean
  /** Over the best transport that it has. */
  readonly isBest: boolean
  /** What it says about itself, for whoever reads of a failure. */
  describe(): string
  join(channel: string): void
  leave(index: number): void
  /** What the device tells: the network came or went, the page was shown or hidden. */
  wake(signal: 'network_up' | 'network_down' | 'page_shown' | 'page_hidden'): void
  close(): void
}
