/**
 * From `postgres://…` to what `pg` connects with. `sslmode` means what it means to psql: `pg` alone would take `require`
 * for `verify-full`. Throws for what cannot be meant; its messages never contain the password.
 */
import { parse, toClientConfig } from 'pg-connection-string'

export interface ConnectionOptions {
  host: string
  port: number
  user: string | undefined
  database: string
  /** All of it, for `pg`; holds the password, so it is never printed. */
  client: ReturnType<typeof toClientConfig>
}

const defaultPort = 5432

export function connectionOptions(url: string): ConnectionOptions {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('does not begin with postgres://')
  // A password with @ / # ? in clear moves the borders of the address: what is left names no host or no database.
  if (authorityOf(url).split('@').length > 2) throw new Error('has an @ too many')
  const client = toClientConfig(parse(url, { useLibpqCompat: true }))
  if (!client.database) throw new Error('names no database')
  const port = client.port ?? defaultPort
  if (port < 1 || port > 65_535) throw new Error('has no valid port')
  return { host: client.host || 'localhost', port, user: client.user, database: client.database, client }
}

/** The address for people and logs: no password, no options. */
export function shownAddress({ host, port, database }: ConnectionOptions): string {
  return host.startsWith('/')
    ? `${database} at ${host}`
    : `${database} at ${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Between `//` and the path. */
function authorityOf(url: string): string {
  return url.slice(url.indexOf('//') + 2).split(/[/?#]/, 1)[0] ?? ''
}
