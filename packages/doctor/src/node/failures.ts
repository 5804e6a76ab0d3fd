/** Turns the errors of Node.js into failures that people understand, with the certificate where that is the reason. */
import { connect, type PeerCertificate } from 'node:tls'
import type { Certificate, NetworkFailure } from '../evidence.ts'
import { bareHost, serverName } from './connection-options.ts'
import { ForwardProxyError } from './forward-proxy.ts'

/** What OpenSSL and Node.js call their refusals of a certificate. */
const certificateReasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself, and by nobody who is trusted',
  SELF_SIGNED_CERT_IN_CHAIN:
    'it ends in an authority that is not trusted here (a company’s own, or an inspecting proxy)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server leaves out the intermediate certificates',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not trusted here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for other names',
  CERT_REVOKED: 'it was revoked',
}

const networkReasons: Readonly<Record<string, [NetworkFailure['reason'], (host: string) => string]>> = {
  ENOTFOUND: ['name_unknown', (host) => `the name ${host} is not known to DNS`],
  EAI_AGAIN: ['name_unanswered', (host) => `DNS does not answer for ${host}`],
  ECONNREFUSED: ['refused', (host) => `nothing listens at ${host}`],
  EHOSTUNREACH: ['unreachable', (host) => `${host} cannot be reached from here`],
  ENETUNREACH: ['unreachable', (host) => `${host} cannot be reached from here`],
  ECONNRESET: ['reset', (host) => `${host} cut the connection`],
  EPIPE: ['reset', (host) => `${host} cut the connection`],
  ETIMEDOUT: ['timeout', (host) => `${host} does not answer`],
}

export class TimeoutError extends Error {
  constructor(afterMs: number) {
    super(`no answer within ${afterMs / 1000} s`)
  }
}

/** Looks at the certificate again when it is the reason. */
export async function explain(error: unknown, url: URL): Promise<NetworkFailure> {
  if (error instanceof ForwardProxyError) return error.failure
  if (error instanceof TimeoutError) return { reason: 'timeout', detail: `${url.host}: ${error.message}` }
  const { code = '', message } = codeAndMessage(error)
  const reason = certificateReasons[code]
  if (reason !== undefined) {
    const certificate = await readCertificate(url)
    const whose = certificate ? ` of "${certificate.subject}", issued by "${certificate.issuer}",` : ''
    return {
      reason: 'certificate',
      code,
      certificate,
      detail: `the certificate${whose} is refused: ${reason}`,
    }
  }
  const known = networkReasons[code]
  if (known) return { reason: known[0], detail: known[1](url.host) } as NetworkFailure
  if (code.startsWith('HPE_')) return foreignProtocol(error, url)
  if (/CERTIFICATE_REQUIRED/.test(code)) {
    return {
      reason: 'client_certificate',
      detail: `${url.host} wants a certificate of whoever asks (${code})`,
    }
  }
  if (/NO_APPLICATION_PROTOCOL/.test(code)) {
    return {
      reason: 'not_http',
      protocol: 'HTTP/2 alone',
      detail: `${url.host} speaks no HTTP/1.1 (${code})`,
    }
  }
  if (message === 'socket hang up') return { reason: 'reset', detail: `${url.host} cut the connection` }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return { reason: 'tls', detail: `${url.host} does not speak TLS as it should (${code})` }
  }
  return { reason: 'reset', detail: `${url.host}: ${message}` }
}

/** How the first bytes of servers look that somebody forwarded a port to by mistake. */
const protocols: readonly [RegExp, string][] = [
  [/^SSH-/, 'SSH'],
  [/^220[ -].*(smtp|mail|postfix|exim)/i, 'SMTP'],
  [/^220[ -]/, 'FTP or SMTP'],
  [/^[-+](ERR|OK|NOAUTH|DENIED|WRONGTYPE)/, 'Redis or POP3'],
  [/^\* OK/, 'IMAP'],
  [/^RFB /, 'VNC'],
  [/mysql|mariadb|caching_sha2_password/i, 'MySQL'],
  [/^AMQP/, 'AMQP'],
  [/^ERROR\r\n/, 'memcached'],
]

/** Something answers, but not in HTTP. */
function foreignProtocol(error: unknown, url: URL): NetworkFailure {
  const bytes = error instanceof Error && 'rawPacket' in error ? error.rawPacket : undefined
  const packet = Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
  const start = packet.toString('latin1', 0, 200)
  // An alert or a handshake of TLS; the first frame of HTTP/2 is SETTINGS or GOAWAY.
  const isTls = (packet[0] === 0x15 || packet[0] === 0x16) && packet[1] === 0x03
  const isHttp2 = packet.length >= 9 && packet[0] === 0 && (packet[3] === 4 || packet[3] === 7)
  const named = protocols.find(([pattern]) => pattern.test(start))?.[1] ?? null
  const protocol = isTls ? 'TLS' : isHttp2 ? 'HTTP/2 alone' : named
  const shown = start
    .slice(0, 60)
    .replaceAll(/[^ -~]+/g, ' ')
    .trim()
  const how = protocol ?? (shown === '' ? 'with bytes that are none' : `with "${shown}"`)
  return {
    reason: 'not_http',
    protocol,
    detail: `${url.host} does not answer in HTTP/1.1 but ${protocol ? `as ${how} does` : how}`,
  }
}

/** Of the first address, where a name has several and all failed. */
function codeAndMessage(error: unknown): { code?: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return codeAndMessage(error.errors[0])
  if (!(error instanceof Error)) return { message: String(error) }
  return { message: error.message, ...('code' in error && { code: String(error.code) }) }
}

/** The certificate as it is, trusted or not. Nothing is sent over this connection. */
function readCertificate(url: URL): Promise<Certificate | null> {
  return new Promise((resolve) => {
    const socket = connect({
      host: bareHost(url),
      port: Number(url.port || 443),
      ...serverName(url),
      rejectUnauthorized: false,
      timeout: 2_000,
    })
    const end = (certificate: Certificate | null) => {
      resolve(certificate)
      socket.destroy()
    }
    socket.on('secureConnect', () => end(describe(socket.getPeerCertificate())))
    socket.on('timeout', () => end(null))
    socket.on('error', () => end(null))
  })
}

function describe({
  subject,
  issuer,
  valid_from,
  valid_to,
  subjectaltname,
}: PeerCertificate): Certificate | null {
  if (subject === undefined) return null
  return {
    subject: one(subject.CN ?? subject.O),
    issuer: one(issuer.CN ?? issuer.O),
    validFrom: valid_from,
    validTo: valid_to,
    names: subjectaltname ?? '',
  }
}

function one(name: string | string[] | undefined): string {
  return (Array.isArray(name) ? name.join(', ') : name) ?? 'unnamed'
}
