/**
 * What the checks saw, as facts without opinion: the verdict is worked out from this alone. Everything here is plain
 * data that may be shown and pasted; cookies, tokens and queries of addresses never get in.
 */
import type { HandshakeRecord } from '@copydesk/protocol'
import type { PageSign } from './page-signs.ts'
import type { LiveEcho, LiveReport } from './server-answers.ts'

/** A certificate as far as it explains a refusal. */
export interface Certificate {
  subject: string
  issuer: string
  validFrom: string
  validTo: string
  names: string
}

/** Why no answer came. `hidden`: a browser does not tell a page. */
export type NetworkFailure =
  | {
      /** `name_unanswered`: DNS said nothing, neither that the name is there nor that it is not. */
      reason:
        | 'name_unknown'
        | 'name_unanswered'
        | 'refused'
        | 'unreachable'
        | 'reset'
        | 'timeout'
        | 'tls'
        | 'hidden'
      detail: string
    }
  /** Something answers in another protocol: how its answer begins, and which one that is, where it shows. */
  | { reason: 'not_http'; detail: string; protocol: string | null }
  /** TLS was refused for want of a certificate of ours. */
  | { reason: 'client_certificate'; detail: string }
  | { reason: 'certificate'; detail: string; code: string; certificate: Certificate | null }
  /** A forward proxy on this side refused to connect. */
  | { reason: 'forward_proxy'; detail: string; status: number | null }

/** An HTTP answer, shortened. */
export interface Answer {
  status: number
  /** `1.0`, `1.1`, `2`; null where a browser does not tell. */
  httpVersion: string | null
  /** Lower case names; only those that say who answered. */
  headers: Readonly<Record<string, string>>
  /** Whether the body is a web page, and its title. */
  isHtml: boolean
  title: string | null
  /** What its words are known for. */
  signs: readonly PageSign[]
  /** The password that it asks for (WWW-Authenticate, Proxy-Authenticate); null for none. */
  asksFor: string | null
  /** It sets a cookie; which one is not looked at. */
  setsCookie: boolean
  /** The body if it is a JSON object. */
  json: Readonly<Record<string, unknown>> | null
  /** The beginning of any other body. */
  bodyStart: string
  ms: number
}

export type HttpEvidence =
  | { outcome: 'answered'; answer: Answer }
  /** Both unknown in a browser, which only tells that it happened. */
  | { outcome: 'redirected'; status: number | null; location: string | null; answer: Answer | null }
  | { outcome: 'failed'; failure: NetworkFailure }

/** How a connection ended. Without a close frame the code is 1006. */
export interface Closing {
  code: number
  reason: string
}

export type WebSocketEvidence =
  | {
      outcome: 'open'
      answer: Answer | null
      /** `down`: only from the server to here. `untested`: a foreign server that cannot be asked for an echo. */
      carried: 'both' | 'down' | 'nothing' | 'untested'
      /** Who speaks: our greeting came, or something that none of our servers sends; `unknown` where nothing came. */
      speaker: 'ours' | 'another' | 'unknown'
      /** The beginning of what none of our servers sends. */
      heard: string | null
      firstReplyMs: number | null
      roundTripMs: number | null
      closing: Closing | null
    }
  | { outcome: 'refused'; answer: Answer }
  | { outcome: 'redirected'; status: number | null; location: string | null }
  /** 101, but not a right one. */
  | { outcome: 'damaged'; detail: string }
  /** A browser tells no more than this. */
  | { outcome: 'closed_unopened'; code: number }
  | { outcome: 'forbidden'; by: 'mixed_content'; detail: string }
  | { outcome: 'forbidden'; by: 'csp'; directive: string; blocked: string }
  | { outcome: 'failed'; failure: NetworkFailure }

/** A real connection to the hub: what it answered to the first command. */
export type ConnectEvidence =
  | { outcome: 'connected'; node: string | null; pingSeconds: number | null }
  /** The credential that came along (a token here, a cookie in a browser) did not count, or none came. */
  | { outcome: 'no_session'; credential: 'token' | 'cookie' | 'none'; cookieArrived: boolean | null }
  | { outcome: 'closed'; closing: Closing }
  | { outcome: 'silent'; afterMs: number }

export type FrameEvidence =
  | { outcome: 'echoed'; bytes: number; ms: number; compressed: boolean }
  | { outcome: 'altered'; bytes: number; compressed: boolean }
  | { outcome: 'lost'; bytes: number; compressed: boolean; closing: Closing | null; detail: string }

export type StreamEvidence =
  | { outcome: 'timed'; events: number; expected: number; spreadMs: number; firstMs: number }
  | { outcome: 'refused'; answer: Answer }
  /** The answer began, but no event came in time. */
  | { outcome: 'held'; waitedMs: number }
  | { outcome: 'failed'; failure: NetworkFailure }

/** One of the connections of the idle test; null: it was still open at the end. */
export interface IdleLine {
  /** How often something was sent on it; null: nothing ever. */
  pingEveryMs: number | null
  endedAfterMs: number | null
  closing: Closing | null
}

export interface IdleEvidence {
  outcome: 'watched'
  watchedMs: number
  lines: IdleLine[]
}

export interface NodesEvidence {
  outcome: 'asked'
  /** One for each connection that was tried. `node` is null where it failed. */
  tries: { node: string | null; detail: string }[]
  /** Which nodes each node hears, as far as each told. */
  hears: Readonly<Record<string, readonly string[]>>
}

export type PublicationEvidence =
  | { outcome: 'arrived'; ms: number; publishedBy: string | null; receivedBy: string | null }
  | { outcome: 'missing'; waitedMs: number; publishedBy: string | null; receivedBy: string | null }
  | { outcome: 'failed'; detail: string }

export type Http2Evidence =
  /** No HTTP/2, or it offers no WebSockets: browsers use HTTP/1.1 then. */
  | { outcome: 'not_offered' }
  | { outcome: 'open' }
  | { outcome: 'refused'; status: number | null; detail: string }

/** What the server recorded of the probe ids of this run. */
export interface SeenEvidence {
  outcome: 'asked'
  /** For the handshake of the WebSocket check. */
  webSocket: HandshakeRecord[]
  /** For the timed events. */
  streams: HandshakeRecord[]
  /** Whether the ordinary GET of the WebSocket's address was seen, by the id in its query. */
  plainGet: boolean
  /** Every node was asked, so that what is not here did not arrive. */
  isComplete: boolean
}

/** The front page of the site, asked for when Copydesk does not answer. */
export type FrontPageEvidence = HttpEvidence

/** The same port asked with the other scheme. */
export interface OtherSchemeEvidence {
  outcome: 'asked'
  scheme: 'http' | 'https'
  /** `silent`: it does not speak it. */
  speaks: 'yes' | 'silent'
  /** Copydesk answers there. */
  isCopydesk: boolean
  detail: string
}

/** Where the redirects of an ordinary request lead. */
export interface RedirectsEvidence {
  outcome: 'followed'
  /** Each with its status and where it leads, without queries. */
  hops: { status: number; location: string }[]
  end: 'copydesk' | 'loop' | 'elsewhere' | 'failed'
  /** What answered in the end; null where nothing did. */
  answer: Answer | null
}

/** How the connection of the app itself is doing, told by the app that the checks run in. */
export interface AppEvidence {
  outcome: 'told'
  status: 'connecting' | 'live' | 'delayed' | 'reconnecting' | 'offline' | 'off'
  /** In the app's words. */
  words: string
  /** What carries it now. */
  transport: 'websocket' | 'http_stream' | 'poll' | null
  /** For how long it has been neither live nor delayed; 0 when it is. */
  notLiveMs: number
}

/** What only the page knows. */
export interface PageEvidence {
  outcome: 'page'
  isSecure: boolean
  hasSharedWorker: boolean
  /** Of the last request: `http/1.1`, `h2`, `h3`; null when not told. */
  protocol: string | null
  /** Windows of this browser that have a connection of their own, if known. */
  windows: number | null
  /** The last interruption by sleep or throttling, if there was one; `recovered` is left out where nobody counted. */
  gap: { ms: number; recovered?: number | null } | null
}

/** A check that was not run, or could not be. */
export interface Skipped {
  outcome: 'skipped'
  why: string
}

export type EchoEvidence =
  /**
   * `queryArrived`: the mark in its query did; null where that is not told. `isStale`: it names the mark of another
   * request, so that it is the answer to that one.
   */
  | { outcome: 'echoed'; echo: LiveEcho; answer: Answer; queryArrived: boolean | null; isStale: boolean }
  /** Something answered that is not our echo. */
  | { outcome: 'foreign'; answer: Answer }
  | Exclude<HttpEvidence, { outcome: 'answered' }>

/** `page`: in an http address, which may be that of a page. `socket`: in a ws address, or given as the path. */
export type PathFrom = 'default' | 'page' | 'socket'

/** Everything that one run found, from one place to one address. */
export interface Evidence {
  from: 'terminal' | 'browser'
  /** Scheme, host and path of the WebSocket; never a query. */
  address: string
  /** Whether the server proved to be one of ours. */
  isCopydesk: boolean
  /** Whether a token was given. */
  hasToken: boolean
  /** Where the path comes from. One that was given may be that of another program's WebSocket. */
  pathFrom: PathFrom
  /** The path of the address that was left out, because it is that of a page of Copydesk; null for none. */
  leftOut: string | null
  echo: EchoEvidence | Skipped
  plainGet: HttpEvidence | Skipped
  frontPage: FrontPageEvidence | Skipped
  otherScheme: OtherSchemeEvidence | Skipped
  redirects: RedirectsEvidence | Skipped
  webSocket: WebSocketEvidence | Skipped
  connect: ConnectEvidence | Skipped
  largeFrame: FrameEvidence | Skipped
  compressedFrame: FrameEvidence | Skipped
  httpStream: StreamEvidence | Skipped
  sse: StreamEvidence | Skipped
  http2: Http2Evidence | Skipped
  idle: IdleEvidence | Skipped
  nodes: NodesEvidence | Skipped
  publication: PublicationEvidence | Skipped
  seen: SeenEvidence | Skipped
  report: { outcome: 'reported'; report: LiveReport } | { outcome: 'refused'; status: number } | Skipped
  page: PageEvidence | Skipped
  app: AppEvidence | Skipped
}

/** The names of the checks, in the order in which people read them. */
export const checkIds = [
  'echo',
  'plainGet',
  'frontPage',
  'otherScheme',
  'redirects',
  'webSocket',
  'connect',
  'largeFrame',
  'compressedFrame',
  'httpStream',
  'sse',
  'http2',
  'idle',
  'nodes',
  'publication',
  'seen',
  'report',
  'page',
  'app',
] as const
export type CheckId = (typeof checkIds)[number]
