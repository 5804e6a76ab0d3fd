/**
 * What a tab and the worker that holds the connection say to each other. No code. Both come out of one build, as a
 * worker is found by the address of its script; so there are no versions. `id` names one subscription, so that what
 * is still on its way for an earlier one of the same channel is not taken for it.
 *
 *    tab     ── hello ──────────────▶ worker       ◀── welcome, status ──
 *            ── holding (a lock) ───▶              ◀── holding (a lock) ──    each is free when its holder is gone
 *            ── join ───────────────▶              ◀── subscribed, publication …, closed or lost ──
 *            ── request ────────────▶              ◀── answer or refusal ──
 *            ── watch ──────────────▶              ◀── people … ──
 *            ◀── pulse ──                          ── pulse ──▶               every few seconds, where there are no locks
 *            ── bye ────────────────▶
 */
import type { LiveInfo } from '@copydesk/contract'
import type {
  FeedPublication,
  ReloadReason,
  StreamPosition,
  SubscribedReport,
} from '../realtime/channel-feed.ts'
import type { ConnectionStatus } from '../realtime/connection-status.ts'
import type { Present } from '../realtime/here.ts'
import type { ChannelRequest } from '../realtime/link.ts'
import type { WakeSignal } from '../realtime/wake-signals.ts'

export type ToWorker =
  | { type: 'hello'; isOnline: boolean; isHidden: boolean }
  | { type: 'holding'; lock: string }
  | { type: 'pulse' }
  /** Asks for proof that the worker is there, and its connection. */
  | { type: 'check' }
  | { type: 'signal'; signal: WakeSignal }
  | { type: 'live_info'; info: LiveInfo }
  | { type: 'hasten' }
  /** Since null: from now on. With a token, the worker asks for it. */
  | { type: 'join'; id: number; channel: string; since: StreamPosition | null; hasToken: boolean }
  /** The answer to `token_wanted`; null: none could be had. */
  | { type: 'token'; id: number; token: string | null }
  | { type: 'request'; id: number; request: ChannelRequest }
  | { type: 'leave'; id: number }
  /** Who is in a presence channel. */
  | { type: 'watch'; id: number; channel: string }
  | { type: 'unwatch'; id: number }
  | { type: 'bye' }

export type ToTab =
  | { type: 'welcome' }
  /** No connection can be held here: what was thrown. */
  | { type: 'failed'; cause: string }
  | { type: 'holding'; lock: string }
  | { type: 'pulse' }
  | { type: 'status'; status: ConnectionStatus }
  | { type: 'subscribed'; id: number; report: SubscribedReport }
  | { type: 'publication'; id: number; publication: FeedPublication }
  | { type: 'token_wanted'; id: number }
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'refusal'; id: number; code: number; message: string }
  /** Something is missing that nothing brings back; it goes on all the same. */
  | { type: 'missed'; id: number; reason: ReloadReason }
  | { type: 'closed'; id: number; code: number; reason: string }
  /** Where the subscription stood is not known any more; join it again from a new snapshot. */
  | { type: 'lost'; id: number }
  | { type: 'people'; id: number; people: readonly Present[]; said?: unknown }
  /** This tab was taken for gone; it must come anew. */
  | { type: 'gone' }

/** The part of a `MessagePort` that is used. */
export interface Port {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
  close(): void
}
