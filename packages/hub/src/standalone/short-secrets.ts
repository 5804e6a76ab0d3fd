/**
 * Secrets that are too short to be secrets. For development, which `insecure` says it is, they are told; else the hub
 * does not start with them.
 */
import { minSecretLength } from '../server-api/api-keys.ts'
import { type Path, textOf, valueAt } from './value-at.ts'

/** HS256 wants a key of at least 256 bits (RFC 7518, section 3.2). */
const minTokenSecretLength = 32

export interface ShortSecrets {
  faults: string[]
  warnings: string[]
}

/** `written` need not be checked yet: what is wrong with it is told all at once. */
export function shortSecrets(written: unknown): ShortSecrets {
  const keys = valueAt(written, ['http_api', 'keys'])
  const all: [path: Path, least: number][] = [
    [['client', 'token', 'hmac_secret_key'], minTokenSecretLength],
    [['client', 'subscription_token', 'hmac_secret_key'], minTokenSecretLength],
    [['http_api', 'key'], minSecretLength],
  ]
  if (Array.isArray(keys)) {
    for (const index of keys.keys()) all.push([['http_api', 'keys', index, 'key'], minSecretLength])
  }
  const short = all.flatMap(([path, least]) => {
    const secret = valueAt(written, path)
    const isShort = typeof secret === 'string' && secret !== '' && secret.length < least
    return isShort ? [[textOf(path), least] as const] : []
  })
  const isInsecure = ['client', 'http_api'].some(
    (section) => valueAt(written, [section, 'insecure']) === true,
  )
  if (isInsecure) {
    const warnings = short.map(
      ([place, least]) => `${place} has less than ${least} characters, which will do for development only.`,
    )
    return { faults: [], warnings }
  }
  const faults = short.map(
    ([place, least]) =>
      `${place} is not usable: it must have at least ${least} characters; openssl rand -hex 32 makes one. ` +
      'For development, client.insecure or http_api.insecure lets a shorter one pass.',
  )
  return { faults, warnings: [] }
}
