/** Shortens an HTTP answer to what may be shown: who answered, with what, and how a web page calls itself. Pure. */
import type { Answer } from './evidence.ts'
import { signsOf } from './page-signs.ts'

export interface AnswerParts {
  status: number
  httpVersion: string | null
  /** Lower case names. */
  headers: Readonly<Record<string, string>>
  body: string
  ms: number
}

/** Headers that say who answered and what; never cookies. */
const told = new Set([
  'alt-svc',
  'cf-mitigated',
  'cf-ray',
  'content-encoding',
  'content-type',
  'retry-after',
  'server',
  'upgrade',
  'via',
  'x-amz-cf-id',
  'x-amzn-waf-action',
  'x-azure-ref',
  'x-cache',
  'x-envoy-upstream-service-time',
  'x-powered-by',
  'x-squid-error',
  'x-varnish',
])
const maxHeaderLength = 200
const maxStartLength = 300

export function shortAnswer({ status, httpVersion, headers, body, ms }: AnswerParts): Answer {
  const type = headers['content-type'] ?? ''
  const isHtml = type.includes('html') || /^\s*<(!doctype html|html)/i.test(body)
  const title = isHtml ? (/<title[^>]*>([^<]*)/i.exec(body)?.[1]?.trim().slice(0, 100) ?? null) : null
  const shown = Object.entries(headers)
    .filter(([name]) => told.has(name))
    .map(([name, value]) => [name, value.slice(0, maxHeaderLength)])
  const asksFor = headers['www-authenticate'] ?? headers['proxy-authenticate']
  const json = parseObject(body)
  const bodyStart = json ? '' : body.slice(0, maxStartLength)
  return {
    status,
    httpVersion,
    headers: Object.fromEntries(shown),
    isHtml,
    title: title || null,
    signs: json ? [] : signsOf({ status, headers, title, body }),
    asksFor: asksFor === undefined ? null : schemesOf(asksFor),
    setsCookie: headers['set-cookie'] !== undefined,
    json,
    bodyStart,
    ms,
  }
}

/** Where a redirect leads, without a query, which may hold a secret. */
export function shortLocation(location: string, base: URL): string {
  const url = URL.parse(location, base.href)
  return url ? url.origin + url.pathname : 'an address that is none'
}

/** `Basic realm="Staff"`: the schemes and the realms alone, because the rest may be somebody's nonce or token. */
function schemesOf(header: string): string {
  const schemes = header.match(/\b(basic|digest|negotiate|ntlm|bearer)\b/gi) ?? []
  const realm = /realm="([^"]{1,60})"/i.exec(header)?.[1]
  const names = [...new Set(schemes)].join(', ') || 'a sign-in'
  return realm === undefined ? names : `${names} for "${realm}"`
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
