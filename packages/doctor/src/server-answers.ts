/** What one of our servers tells the doctor, as JSON: `GET /api/v1/live/echo`, `/live/probe/{id}` and `/live/report`. */
import type { ArrivedRequest, HandshakeRecord } from '@copydesk/protocol'

/** Which transports are on, and which setting switched the others off. */
export interface LiveSwitches {
  websocket: { enabled: boolean; reason?: string }
  transports: string[]
  reason?: string
}

/** How a request arrived and how the server understood it. For everyone; nothing secret. */
export interface LiveEcho {
  product: 'copydesk'
  version: string
  /** The probe id that came with the question, null when none came; earlier versions do not tell. */
  probe?: string | null
  node: string
  /** The other nodes that this one hears. */
  hears: string[]
  arrived: ArrivedRequest
  /** Scheme and host that the server takes the request to have been sent to, after the proxies it trusts. */
  understood: { scheme: string; host: string }
  /** Whether the page named by the Origin header may use cookies here; null when none came. */
  originAllowed: boolean | null
  publicUrl: string | null
  live: LiveSwitches
  isStopping: boolean
  pingSeconds: number
}

/** A handshake and when it came, ISO 8601. */
export type TimedHandshake = HandshakeRecord & { at: string }

/** How a connection ended. */
export interface ConnectionEnd {
  at: string
  transport: string
  code: number
  ageSeconds: number
}

/** What the server recorded of one probe id. */
export interface LiveProbe {
  node: string
  handshakes: TimedHandshake[]
}

/** For administrators: what a node knows of its connections. */
export interface LiveReport {
  node: string
  hears: string[]
  version: string
  uptimeSeconds: number
  isStopping: boolean
  live: LiveSwitches
  pingSeconds: number
  connections: { open: number; limit: number | null; byTransport: Record<string, number> }
  /** Since the start, by reason. */
  refusals: Record<string, number>
  /** Since the start, by close code. */
  drops: Record<string, number>
  /** Times an announcement of another node was missing or late. */
  gapsFilled: number
  /** What carries announcements from node to node. */
  broker: { connected: boolean; reason: string | null }
  journalFailures: number
  /** The latest, newest first. */
  ends: ConnectionEnd[]
  handshakes: TimedHandshake[]
}
