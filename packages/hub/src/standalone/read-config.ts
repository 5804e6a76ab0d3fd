/**
 * Checks a configuration as a whole: every wrong value is told at once, with what it must be; keys that are not
 * known are told and left out, because a configuration written for Centrifugo has many. Those whose loss would make the
 * hub less safe are refused.
 */
import type { z } from 'zod'
import { type ChannelOptions, contradictions } from '../namespaces/channel-options.ts'
import { withCurrentNames } from './config-names.ts'
import { configSchema, type ReadConfig } from './config-schema.ts'
import { whyRefused } from './refused-keys.ts'
import { shortSecrets } from './short-secrets.ts'
import { type Path, textOf, valueAt } from './value-at.ts'

export type ConfigResult =
  | { ok: true; config: ReadConfig; warnings: string[] }
  | { ok: false; faults: string[]; warnings: string[] }

export function readConfig(written: unknown): ConfigResult {
  const named = withCurrentNames(written)
  const first = configSchema.safeParse(named)
  const unknown = first.success ? [] : unknownKeys(first.error)
  const refused: string[] = []
  const warnings: string[] = []
  for (const path of unknown) {
    const fault = whyRefused(path, valueAt(named, path))
    if (fault !== undefined) refused.push(`${textOf(path)} ${fault}`)
    else warnings.push(`${textOf(path)} is not known here and does nothing.`)
  }
  const short = shortSecrets(named)
  const result = unknown.length === 0 ? first : configSchema.safeParse(without(named, unknown))
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) =>
      faultText(path, valueAt(named, path), message),
    )
    return { ok: false, faults: [...refused, ...faults, ...short.faults], warnings }
  }
  const faults = [...refused, ...faultsOf(result.data), ...short.faults]
  const told = [...warnings, ...short.warnings]
  return faults.length > 0
    ? { ok: false, faults, warnings: told }
    : { ok: true, config: result.data, warnings: told }
}

function unknownKeys({ issues }: z.ZodError): Path[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  )
}

function without(value: unknown, paths: readonly Path[]): unknown {
  const copy: unknown = structuredClone(value)
  for (const path of paths) {
    const holder = valueAt(copy, path.slice(0, -1))
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, path.at(-1) ?? '')
  }
  return copy
}

/** What only several values together get wrong. */
function faultsOf({ client, channel, http_api: api }: ReadConfig): string[] {
  const faults: string[] = []
  const all: [string, ChannelOptions][] = channel.namespaces.map((one, index) => [
    `channel.namespaces[${index}] ("${one.name}")`,
    one,
  ])
  if (channel.without_namespace) all.push(['channel.without_namespace', channel.without_namespace])
  for (const [place, options] of all) {
    for (const fault of contradictions(options)) faults.push(`${place} ${fault}.`)
    if (options.history_ttl > channel.history_meta_ttl)
      faults.push(`${place} has a history_ttl above channel.history_meta_ttl: raise that too.`)
  }
  for (const name of repeated(channel.namespaces.map(({ name }) => name)))
    faults.push(`channel.namespaces has "${name}" twice: keep one of them.`)
  for (const name of repeated(api.keys.map(({ name }) => name)))
    faults.push(`http_api.keys has "${name}" twice: give each key a name of its own.`)
  if (client.pong_timeout >= client.ping_interval) {
    faults.push('client.pong_timeout must be less than client.ping_interval.')
  }
  if (client.subscription_token.enabled && client.subscription_token.hmac_secret_key === undefined) {
    faults.push(
      'client.subscription_token is enabled without a secret: set client.subscription_token.hmac_secret_key.',
    )
  }
  return faults
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

function faultText(path: Path, value: unknown, message: string): string {
  const place = textOf(path)
  const isSecret = /secret|key$/.test(String(path.at(-1) ?? ''))
  const came = value === undefined ? 'is missing' : isSecret ? 'is not usable' : `is ${JSON.stringify(value)}`
  // Our own sentences begin with "must"; for the others zod says what it expected.
  // linear: a sentence of ours or of zod's
  const demand = message.replace(/^Invalid input: expected (\w+).*$/, 'must be an $1')
  return `${place || 'The configuration'} ${came}: it ${demand}.`
}
