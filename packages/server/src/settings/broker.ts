/** By what servers of one database tell each other of changes. Pure. */
import { z } from 'zod'
import type { Settings } from './settings.ts'
import type { SettingFault } from './settings-error.ts'
import type { TextSchema } from './values.ts'

/** A message server, or several of one cluster. */
export interface BrokerAddress {
  kind: 'redis' | 'nats'
  isTls: boolean
  servers: readonly { host: string; port: number }[]
  /** Without a user, the password is one of Redis's default user, or a token of NATS. */
  login: { user: string | undefined; password: string } | undefined
  /** What its channels begin with, so that several installations share a server. */
  prefix: string | undefined
}

const schemes = {
  'redis:': { kind: 'redis', isTls: false, port: 6379 },
  'rediss:': { kind: 'redis', isTls: true, port: 6379 },
  'nats:': { kind: 'nats', isTls: false, port: 4222 },
  'tls:': { kind: 'nats', isTls: true, port: 4222 },
} as const

const expected =
  'must be an address such as redis://user:password@host:6379, rediss://… (TLS), nats://user:password@host:4222,host2:4222, nats://token@host:4222 or tls://… (NATS with TLS), perhaps with ?prefix=name; in the password, @ : / # ? % are written %40 %3A %2F %23 %3F %25'

export const brokerAddress: TextSchema<BrokerAddress> = z.string().transform((text, context) => {
  const address = parse(text)
  if (address) return address
  context.addIssue(expected)
  return z.NEVER
})

function parse(text: string): BrokerAddress | undefined {
  const [first = '', ...others] = text.split(',')
  const [last = first] = others.slice(-1)
  const url = urlOf(others.length > 0 ? first : text)
  const scheme = url && schemes[url.protocol as keyof typeof schemes]
  if (!url || !scheme) return undefined
  // Further servers are of the same kind; what follows the last one is said of all.
  const urls = [url, ...others.map((each) => urlOf(each.includes('://') ? each : `${url.protocol}//${each}`))]
  if (scheme.kind === 'redis' && urls.length > 1) return undefined
  const query = urlOf(last.includes('://') ? last : `${url.protocol}//${last}`)?.searchParams
  const prefix = query?.get('prefix') ?? undefined
  if (prefix !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(prefix)) return undefined
  const servers: { host: string; port: number }[] = []
  for (const each of urls) {
    if (!each || each.protocol !== url.protocol || !isServer(each)) return undefined
    if (each !== url && each.username !== '' && each.username !== url.username) return undefined
    servers.push({ host: each.hostname.replace(/^\[|\]$/g, ''), port: Number(each.port || scheme.port) })
  }
  const login = loginOf(url, scheme.kind)
  if (login === 'malformed') return undefined
  return { kind: scheme.kind, isTls: scheme.isTls, servers, login, prefix }
}

function urlOf(text: string): URL | undefined {
  return URL.parse(text.trim()) ?? undefined
}

/** A database's number means nothing to channels, and is often there. */
function isServer({ hostname, pathname, hash, searchParams }: URL): boolean {
  const isPlain = /^\/?\d*$/.test(pathname) && hash === ''
  return hostname !== '' && isPlain && [...searchParams.keys()].every((name) => name === 'prefix')
}

function loginOf(
  { username, password }: URL,
  kind: BrokerAddress['kind'],
): BrokerAddress['login'] | 'malformed' {
  if (username === '' && password === '') return undefined
  try {
    if (password === '') {
      // Of Redis it would be a password without its colon, or a name without a password.
      return kind === 'nats' ? { user: undefined, password: decodeURIComponent(username) } : 'malformed'
    }
    return { user: decodeURIComponent(username) || undefined, password: decodeURIComponent(password) }
  } catch {
    return 'malformed'
  }
}

/** For people and logs: no password. */
export function shownBroker({ kind, isTls, servers }: BrokerAddress): string {
  const scheme = kind === 'redis' ? (isTls ? 'rediss' : 'redis') : isTls ? 'tls' : 'nats'
  const shown = servers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`)
  return `${scheme}://${shown.join(',')}`
}

/** A file of SQLite is of one server alone, which tells itself. */
export function brokerFaults({
  databaseUrl,
  databaseListenUrl,
  broker,
}: Pick<Settings, 'databaseUrl' | 'databaseListenUrl' | 'broker'>): SettingFault[] {
  if (databaseUrl !== undefined) return []
  const faults: SettingFault[] = []
  if (databaseListenUrl !== undefined) {
    faults.push({
      what: 'COPYDESK_DATABASE_LISTEN_URL is set, and COPYDESK_DATABASE_URL is not.',
      fix: 'It is a second way to the database of COPYDESK_DATABASE_URL: set both, or unset it.',
    })
  }
  if (broker !== undefined) {
    faults.push({
      what: 'COPYDESK_BROKER_URL is set, and COPYDESK_DATABASE_URL is not.',
      fix: 'A broker is between servers of one database, and SQLite has one server: set COPYDESK_DATABASE_URL to a PostgreSQL, or unset it.',
    })
  }
  return faults
}
