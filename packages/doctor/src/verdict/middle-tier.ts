/** Who stands between this place and the server, told from the headers that proxies add on either side. Pure. */
import type { Answer, Evidence } from '../evidence.ts'
import type { ProxyName } from '../fixes/proxy-name.ts'
import { markedProblem } from '../marked-problem.ts'

export interface MiddleTier {
  /** As it calls itself. */
  name: string
  /** The product, if its fix is known. */
  product: ProxyName | null
  /** The headers that gave it away. */
  because: string[]
}

/** Headers of answers. The order matters: what is nearer to people comes first. */
const answerMarks: readonly [ProxyName | null, RegExp, string][] = [
  ['cloudflare', /^cf-ray: |^server: cloudflare/i, 'Cloudflare'],
  ['azure-application-gateway', /^server: microsoft-azure-application-gateway/i, 'Azure Application Gateway'],
  ['aws-alb', /^server: awselb/i, 'an AWS load balancer'],
  ['iis', /^server: microsoft-iis|^x-powered-by: arr/i, 'IIS with ARR'],
  ['envoy', /^server: envoy|^x-envoy-upstream-service-time: /i, 'Envoy'],
  ['nginx', /^server: (nginx|openresty)/i, 'nginx'],
  ['apache', /^server: apache/i, 'Apache'],
  ['caddy', /^server: caddy|^via: .*caddy/i, 'Caddy'],
  ['varnish', /^x-varnish: |^via: .*varnish|^server: varnish/i, 'Varnish'],
  ['squid', /^x-squid-error: |^via: .*squid|^server: squid|^x-cache: .*(squid|from)/i, 'Squid'],
]

/** Headers that a proxy adds to requests, as the server saw them. */
const arrivedMarks: readonly [ProxyName, RegExp, string][] = [
  ['cloudflare', /^cf-ray$|^cdn-loop$/, 'Cloudflare'],
  ['azure-application-gateway', /^x-appgw-trace-id$/, 'Azure Application Gateway'],
  ['aws-alb', /^x-amzn-trace-id$/, 'an AWS load balancer'],
  ['iis', /^x-arr-log-id$/, 'IIS with ARR'],
  ['envoy', /^x-envoy-/, 'Envoy'],
  ['traefik', /^x-forwarded-server$/, 'Traefik or Apache'],
  ['varnish', /^x-varnish$/, 'Varnish'],
]

/** Pages of proxies that do not name themselves in a header. */
const bodyMarks: readonly [ProxyName, RegExp, string][] = [
  [
    'haproxy',
    /<h1>(503 Service Unavailable|502 Bad Gateway|504 Gateway Time-out|400 Bad request|403 Forbidden)<\/h1>\s*(No server is available|The server returned|The server didn't respond|Your browser sent|Request forbidden)/i,
    'HAProxy',
  ],
  ['traefik', /^(404 page not found|Bad Gateway|Gateway Timeout)\s*$/, 'Traefik'],
]

export function recogniseMiddleTier(evidence: Evidence): MiddleTier | null {
  for (const answer of answersOf(evidence)) {
    for (const [name, value] of Object.entries(answer.headers)) {
      const header = `${name}: ${value}`
      const mark = answerMarks.find(([, pattern]) => pattern.test(header))
      if (mark) return { name: name === 'server' ? value : mark[2], product: mark[0], because: [header] }
    }
    const mark = bodyMarks.find(([, pattern]) => pattern.test(answer.bodyStart))
    if (mark) return { name: mark[2], product: mark[0], because: ['the words of its answer'] }
  }
  const arrived = arrivedOf(evidence)
  if (arrived === null) return null
  const added = [...arrived.proxyHeaders, ...Object.keys(arrived.forwarded)]
  for (const name of added) {
    const mark = arrivedMarks.find(([, pattern]) => pattern.test(name))
    if (mark) return { name: mark[2], product: mark[0], because: [`${name} in the request that arrived`] }
  }
  if (arrived.lowerCaseHost) {
    // Envoy and proxies made with Node.js write it so as well.
    const because = ['the name of Host in lower case, as it arrived']
    return { name: 'HAProxy or another proxy', product: 'haproxy', because }
  }
  if (added.length === 0 && arrived.httpVersion !== '1.0') return null
  const because = added.map((name) => `${name} in the request that arrived`)
  if (arrived.httpVersion === '1.0') because.push('HTTP/1.0 in the request that arrived')
  return { name: `a proxy at ${arrived.peer}`, product: null, because }
}

function answersOf({ webSocket, plainGet, echo, httpStream, sse }: Evidence): Answer[] {
  return [webSocket, plainGet, echo, httpStream, sse].flatMap((found) =>
    'answer' in found && found.answer ? [found.answer] : [],
  )
}

function arrivedOf({ echo, plainGet }: Evidence) {
  if (echo.outcome === 'echoed') return echo.echo.arrived
  if (plainGet.outcome !== 'answered') return null
  return markedProblem(plainGet.answer)?.arrived ?? null
}
