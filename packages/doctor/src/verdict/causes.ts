/**
 * Everything that is known to break a WebSocket, by number: what it is called, which hop answers for it as a rule,
 * and what mends it. Rules decide whether one of these is there; this only names it.
 */
export const hops = ['browser', 'network', 'proxy', 'server', 'broker'] as const
export type Hop = (typeof hops)[number]

/** Which part of a proxy's configuration mends it; null where no proxy's does. */
export type SnippetKind = 'websocket' | 'streaming' | 'timeouts' | 'forwarding' | 'http2'

export interface Cause {
  /** Of the table of causes; the last two are none of its rows. */
  row: number | null
  name: string
  hop: Hop
  fix: string
  snippet: SnippetKind | null
}

const websocketFix =
  'Let the proxy speak HTTP/1.1 to the server and pass the Upgrade and Connection headers on for this path.'

export const causes = {
  upgrade_stripped: {
    row: 1,
    name: 'A proxy removes the Upgrade header',
    hop: 'proxy',
    fix: websocketFix,
    snippet: 'websocket',
  },
  http_1_0_upstream: {
    row: 2,
    name: 'A proxy speaks HTTP/1.0 to the server',
    hop: 'proxy',
    fix: 'Let the proxy speak HTTP/1.1 to the server (nginx: proxy_http_version 1.1;) and pass Upgrade and Connection on.',
    snippet: 'websocket',
  },
  never_arrives: {
    row: 3,
    name: 'The handshake never reaches the server',
    hop: 'proxy',
    fix: 'Find who answered, from the headers shown, and let it pass this path on to the server.',
    snippet: 'websocket',
  },
  web_page_answered: {
    row: 4,
    name: 'A web page answers in place of the server',
    hop: 'proxy',
    fix: 'Except this path from sign-in pages and from the fallback to a start page, and pass it on to the server.',
    snippet: 'websocket',
  },
  redirected: {
    row: 5,
    name: 'The handshake is redirected, which no browser follows',
    hop: 'proxy',
    fix: 'Use the address that it is redirected to, or let the proxy send X-Forwarded-Proto and trust it (COPYDESK_TRUST_PROXY).',
    snippet: 'forwarding',
  },
  handshake_altered: {
    row: 6,
    name: 'Something between alters the handshake',
    hop: 'network',
    fix: 'Look for an inspecting proxy or a security product on the way, and except this host from it.',
    snippet: null,
  },
  origin_refused: {
    row: 7,
    name: 'The server refuses the Origin of the page',
    hop: 'server',
    fix: 'Set COPYDESK_PUBLIC_URL to the address that people open, or add another site to COPYDESK_ALLOWED_ORIGINS.',
    snippet: 'forwarding',
  },
  no_session: {
    row: 8,
    name: 'The sign-in does not arrive with the WebSocket',
    hop: 'browser',
    fix: 'Check the cookie’s SameSite, domain and path, and that page and WebSocket have the same site; or sign in again.',
    snippet: null,
  },
  wrong_node: {
    row: 9,
    name: 'It depends on the node that a connection reaches',
    hop: 'proxy',
    fix: 'Copydesk needs no sticky sessions: take nodes that do not answer out of the load balancer, or mend them. Servers that do need them must get every request of a session on one node.',
    snippet: null,
  },
  upstream_unreachable: {
    row: 10,
    name: 'The proxy cannot reach the server',
    hop: 'proxy',
    fix: 'Start the server, and check the address and port that the proxy sends to, and the firewall between them.',
    snippet: null,
  },
  idle_timeout: {
    row: 11,
    name: 'Silent connections are ended',
    hop: 'proxy',
    fix: 'Raise the idle or read time-out for WebSockets well above the interval of the server’s pings.',
    snippet: 'timeouts',
  },
  ping_races_timeout: {
    row: 12,
    name: 'Pings come hardly more often than silence is allowed',
    hop: 'proxy',
    fix: 'Ping at half the limit or less: raise the time-out of the proxy to at least twice the interval of the pings.',
    snippet: 'timeouts',
  },
  opens_but_silent: {
    row: 13,
    name: 'The WebSocket opens but carries nothing',
    hop: 'proxy',
    fix: 'Something answers the handshake and holds messages back (a buffering proxy, an antivirus): except this host from it. Copydesk uses another transport meanwhile.',
    snippet: 'websocket',
  },
  network_blocks_websockets: {
    row: 14,
    name: 'This network blocks WebSockets',
    hop: 'network',
    fix: 'Ask whoever runs this network to let WebSockets to this host through. Copydesk uses another transport meanwhile.',
    snippet: null,
  },
  certificate: {
    row: 15,
    name: 'The certificate is refused',
    hop: 'network',
    fix: 'Renew the certificate, serve its intermediates, or trust its authority on this machine if it is your company’s.',
    snippet: null,
  },
  mixed_content: {
    row: 16,
    name: 'A page opened by https may not use ws:',
    hop: 'browser',
    fix: 'Use wss: set COPYDESK_PUBLIC_URL to the https address that people open.',
    snippet: null,
  },
  csp: {
    row: 17,
    name: 'The page’s Content-Security-Policy forbids the connection',
    hop: 'browser',
    fix: 'Add the origin of the WebSocket to connect-src in the policy of the page (or of the proxy that sets it).',
    snippet: null,
  },
  http2_mismatch: {
    row: 18,
    name: 'WebSockets over HTTP/2 are offered but fail',
    hop: 'proxy',
    fix: 'Switch extended CONNECT off, or HTTP/2 for this host, so that browsers use HTTP/1.1 for WebSockets.',
    snippet: 'http2',
  },
  stream_buffered: {
    row: 19,
    name: 'Streamed answers are held back',
    hop: 'proxy',
    fix: 'Switch response buffering off for /connection/ and /events.',
    snippet: 'streaming',
  },
  connections_per_host: {
    row: 20,
    name: 'The browser has no connection to this host left',
    hop: 'browser',
    fix: 'Close other windows of this site, or let the proxy speak HTTP/2 to browsers. With SharedWorker all windows share one connection.',
    snippet: null,
  },
  forwarded_headers: {
    row: 21,
    name: 'The server does not learn which address people use',
    hop: 'proxy',
    fix: 'Let the proxy send Host, X-Forwarded-For and X-Forwarded-Proto, and set COPYDESK_TRUST_PROXY to its address and COPYDESK_PUBLIC_URL to the address that people open.',
    snippet: 'forwarding',
  },
  connection_limit: {
    row: 22,
    name: 'The server has as many connections as it may have',
    hop: 'server',
    fix: 'Raise COPYDESK_MAX_CONNECTIONS, and the number of open files that the process and the proxy may have.',
    snippet: null,
  },
  compression_mangled: {
    row: 23,
    name: 'Compressed messages are mangled on the way',
    hop: 'proxy',
    fix: 'Switch permessage-deflate off at the proxy. Copydesk’s own connections are not compressed and work.',
    snippet: null,
  },
  broker_broken: {
    row: 24,
    name: 'The nodes do not hear each other',
    hop: 'broker',
    fix: 'Check that all nodes name the same broker, and whether each reaches the broker. Nothing is lost: the journal brings it later.',
    snippet: null,
  },
  restarting: {
    row: 25,
    name: 'The server is restarting',
    hop: 'server',
    fix: 'Nothing: everyone comes back within seconds. If it stays, look at why the server does not come up.',
    snippet: null,
  },
  switched_off: {
    row: 26,
    name: 'It is switched off by a setting',
    hop: 'server',
    fix: 'Change the setting named, if it was not meant.',
    snippet: null,
  },
  slept: {
    row: 27,
    name: 'The computer slept, or the tab was put to sleep',
    hop: 'browser',
    fix: 'Nothing: this is normal, and what was missed has been fetched.',
    snippet: null,
  },
  unreachable: {
    row: null,
    name: 'Nothing answers at this address',
    hop: 'network',
    fix: 'Check the address, that the server or its proxy runs, and firewalls between here and there.',
    snippet: null,
  },
  large_messages_lost: {
    row: null,
    name: 'Large messages do not get through',
    hop: 'proxy',
    fix: 'Look for limits on the size of messages or for inspection of WebSockets on the way.',
    snippet: null,
  },
  age_limit: {
    row: null,
    name: 'Connections are ended at an age, however much they are used',
    hop: 'proxy',
    fix: 'Take the limit on the length of a request or connection away, or raise it to hours: people come back at once, but all of them again and again.',
    snippet: 'timeouts',
  },
} as const satisfies Record<string, Cause>

export type CauseId = keyof typeof causes
