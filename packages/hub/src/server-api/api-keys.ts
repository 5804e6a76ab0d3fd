/**
 * Who may use the server API: named keys, each with its scopes and, if it is limited, its namespaces. Secrets are
 * compared in constant time and appear in no message.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { namespaceOf } from '../namespaces/channel-name.ts'

/**
 * What a key may do: `publish` (publish, broadcast), `presence` (presence, presence_stats), `history`, `info`
 * (channels, info) and `manage` (subscribe, unsubscribe, disconnect, refresh, history_remove).
 */
export const apiScopes = ['publish', 'presence', 'history', 'info', 'manage'] as const
export type ApiScope = (typeof apiScopes)[number]

export interface ApiKey {
  /** For the log. */
  name: string
  secret: string
  scopes: readonly ApiScope[]
  /** The namespaces it is limited to, '' for channels without one; absent: all, and what is about users too. */
  namespaces?: readonly string[] | undefined
}

/** A secret with less cannot be told from a guess. */
export const minSecretLength = 16

export class KeyRing {
  readonly #keys: readonly { key: ApiKey; digest: Buffer }[]

  constructor(keys: readonly ApiKey[]) {
    this.#keys = keys.map((key) => ({ key, digest: digestOf(key.secret) }))
  }

  /** The key whose secret came as `X-API-Key` or as `Authorization: apikey …`. */
  find(headers: IncomingHttpHeaders): ApiKey | undefined {
    const secret = secretIn(headers)
    if (secret === undefined) return undefined
    const digest = digestOf(secret)
    let found: ApiKey | undefined
    // All are compared, so that time tells nothing about which was near.
    for (const known of this.#keys) if (timingSafeEqual(known.digest, digest)) found = known.key
    return found
  }
}

/** Whether the key's namespaces include this channel's. */
export function reaches({ namespaces }: ApiKey, channel: string): boolean {
  return namespaces === undefined || namespaces.includes(namespaceOf(channel))
}

function secretIn(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['x-api-key']
  if (typeof header === 'string') return header
  return /^apikey +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
