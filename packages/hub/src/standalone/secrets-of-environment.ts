/**
 * The secrets of a configuration from environment variables, or from files that these name (`…_FILE`), so that they
 * need not stand beside what everybody may read. They count for more than the configuration. Values appear in no fault.
 */
import { readFileSync } from 'node:fs'

/** Where each secret belongs. The names are those of Centrifugo, with its prefix or ours. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  CLIENT_TOKEN_HMAC_SECRET_KEY: ['client', 'token', 'hmac_secret_key'],
  CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY: ['client', 'subscription_token', 'hmac_secret_key'],
  HTTP_API_KEY: ['http_api', 'key'],
  /** A list as in the configuration, as JSON. */
  HTTP_API_KEYS: ['http_api', 'keys'],
}
const lists = new Set(['HTTP_API_KEYS'])
const prefixes = ['COPYDESK_HUB_', 'CENTRIFUGO_'] as const

/** Every variable there is, for documents and helps. */
export const secretVariables: readonly string[] = Object.keys(secrets).map((name) => `${prefixes[0]}${name}`)

export interface WithSecrets {
  /** The configuration with the secrets in it. */
  written: Record<string, unknown>
  faults: string[]
}

export function withSecretsOf(
  env: Readonly<Record<string, string | undefined>>,
  written: Record<string, unknown>,
): WithSecrets {
  const result: WithSecrets = { written: structuredClone(written), faults: [] }
  for (const [name, path] of Object.entries(secrets)) {
    const variable = prefixes.map((prefix) => prefix + name).find((one) => env[one] || env[`${one}_FILE`])
    if (variable === undefined) continue
    const secret = read(env, variable, result.faults)
    if (secret === undefined) continue
    const value = lists.has(name) ? parse(secret, variable, result.faults) : secret
    if (value !== undefined) put(result.written, path, value)
  }
  return result
}

function read(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  faults: string[],
): string | undefined {
  const file = env[`${variable}_FILE`]
  if (!file) return env[variable]
  if (env[variable]) {
    faults.push(`${variable} and ${variable}_FILE are both set: keep one of them.`)
    return undefined
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    faults.push(`${variable}_FILE names a file that cannot be read (${reason}): ${file}.`)
    return undefined
  }
}

function parse(text: string, variable: string, faults: string[]): unknown {
  try {
    return JSON.parse(text)
  } catch {
    faults.push(`${variable} is not usable: it must be a list of {name, key, scopes} as JSON.`)
    return undefined
  }
}

/** What is in the way and no object is a fault that the schema tells. */
function put(holder: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    holder[name] = value
    return
  }
  holder[name] ??= {}
  const inner = holder[name]
  if (typeof inner === 'object' && inner !== null) put(inner as Record<string, unknown>, rest, value)
}
