/**
 * Reads the host of a request, a setting or an address in every way that one may be written (RFC 9110, section 7.2; RFC
 * 3986, section 3.2.2), so that two of them can be compared. Everything that compares hosts comes here.
 */

export interface Host {
  /** In lower case, without brackets and without a dot at the end; names in ASCII, addresses in their shortest form. */
  name: string
  /** Undefined where none was written. */
  port: number | undefined
}

/** Nothing that a host may contain; the URL parser would take it for a user, a path or an escape. */
const forbidden = /[\s/?#@\\%<>^|,;"]/
const addressSigns = /^[\da-f.:]+$/i
/** More than a name (RFC 1035) with its port, or an address, can have. */
const maxLength = 300
const mappedAddress = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/

/** Null for what is no host. An IPv6 address may come without its brackets, and has no port then. */
export function parseHost(text: string | undefined): Host | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '' || trimmed.length > maxLength || forbidden.test(trimmed)) return null
  const url = URL.parse(`http://${isBareAddress(trimmed) ? `[${trimmed}]` : trimmed}`)
  if (url === null) return null
  const name = withoutDot(url.hostname.replace(/^\[(.*)\]$/, '$1'))
  if (name === '') return null
  // The URL leaves port 80 out, as it is the usual one of http.
  const written = /:(\d+)$/.exec(trimmed)?.[1]
  const hasPort = written !== undefined && !isBareAddress(trimmed)
  return { name: unmapped(name), port: hasPort ? Number(written) : undefined }
}

/** An IPv6 address without brackets: nothing else has two colons. */
function isBareAddress(text: string): boolean {
  return addressSigns.test(text) && text.indexOf(':') !== text.lastIndexOf(':')
}

/** Whether a name or an address means the very machine that asks: `localhost`, names below it, 127.0.0.0/8 and ::1. */
export function isLoopbackName(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  )
}

/** Whether a page's origin and an asked host are the same, each with the usual port of the origin's scheme. */
export function isSameHost(origin: URL, asked: Host): boolean {
  const page = parseHost(origin.host)
  const usual = origin.protocol === 'https:' || origin.protocol === 'wss:' ? 443 : 80
  return page !== null && page.name === asked.name && (page.port ?? usual) === (asked.port ?? usual)
}

/** What forwarded headers are read from. */
export interface HostHeaders {
  host?: string | undefined
  forwarded?: string | string[] | undefined
  'x-forwarded-host'?: string | string[] | undefined
}

/**
 * The hosts that a request may mean, the nearest proxy's first: each proxy adds the one that it was asked for, or keeps
 * what was there. Without a trusted proxy it is the Host header alone.
 */
export function askedHosts(headers: HostHeaders, isProxyTrusted: boolean): string[] {
  const own = headers.host === undefined ? [] : [headers.host]
  if (!isProxyTrusted) return own
  const listed = partsOf(headers['x-forwarded-host'])
  const standard = partsOf(headers.forwarded).flatMap((part) => {
    const [, quoted, plain] = /(?:^|;)\s*host=(?:"([^"]*)"|([^;"\s]*))/i.exec(part) ?? []
    return quoted ?? plain ?? []
  })
  const forwarded = listed.length > 0 ? listed : standard
  return forwarded.length > 0 ? forwarded.toReversed() : own
}

function partsOf(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** `desk.example.` is `desk.example`, said to be complete. */
function withoutDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name
}

/** An IPv4 address that is written as an IPv6 one. */
function unmapped(name: string): string {
  const [, high, low] = mappedAddress.exec(name) ?? []
  if (high === undefined || low === undefined) return name
  const bytes = [high, low].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
  return bytes.join('.')
}
