/** Names that a configuration may use for others: shorter ones, and those of Centrifugo before version 6. */
import { channelOptions } from '../namespaces/channel-options.ts'

const oldNames: Readonly<Record<string, readonly [section: string, ...rest: string[]]>> = {
  address: ['http_server', 'address'],
  port: ['http_server', 'port'],
  allowed_origins: ['client', 'allowed_origins'],
  token_hmac_secret_key: ['client', 'token', 'hmac_secret_key'],
  allow_anonymous_connect_without_token: ['client', 'allow_anonymous_connect_without_token'],
  client_insecure: ['client', 'insecure'],
  api_key: ['http_api', 'key'],
  api_insecure: ['http_api', 'insecure'],
  namespaces: ['channel', 'namespaces'],
  log_level: ['log', 'level'],
  ...Object.fromEntries(
    Object.keys(channelOptions.shape).map((name) => [name, ['channel', 'without_namespace', name] as const]),
  ),
}

/** The configuration under the names of today; a name of today wins over an old one. */
export function withCurrentNames(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written
  const { ...current } = structuredClone(written) as Record<string, unknown>
  for (const [name, path] of Object.entries(oldNames)) {
    if (!Object.hasOwn(current, name)) continue
    const value = current[name]
    delete current[name]
    put(current, path, value)
  }
  return current
}

function put(holder: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (!Object.hasOwn(holder, name)) holder[name] = value
    return
  }
  if (!Object.hasOwn(holder, name)) holder[name] = {}
  const inner = holder[name]
  // What is no object here is a fault that the schema tells.
  if (typeof inner === 'object' && inner !== null) put(inner as Record<string, unknown>, rest, value)
}
