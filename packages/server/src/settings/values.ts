/**
 * How the text of a setting becomes its value: one zod schema per shape, each with the sentence that tells what
 * was expected. Knows no names of settings.
 */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { type Role, roles, type Transport, transports } from '@copydesk/contract'
import { isLoopbackName, parseHost } from '@copydesk/protocol'
import { z } from 'zod'
import { type GroupMapping, type GroupRule, parseGroupRule } from './group-mapping.ts'
import { type ServerRole, serverRoles } from './settings.ts'

/** A schema that reads the text of a setting. */
export type TextSchema<Value> = z.ZodType<Value, string>

/** Parts between commas, without the space around them. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

export const boolean: TextSchema<boolean> = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .transform((text) => text === 'true' || text === '1')

export const port: TextSchema<number> = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
    error: 'must be a whole number from 0 to 65535 (0: any free port), such as 4600',
  })
  .transform(Number)

/** A number of things or seconds. */
export function wholeNumber(least: number, most = 999_999_999): TextSchema<number> {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} ${most === 999_999_999 ? 'on' : `to ${most}`}`,
    })
    .transform(Number)
}

export const host: TextSchema<string> = z
  .string()
  .refine((text) => parseHost(text) !== null && parseHost(text)?.port === undefined, {
    error: 'must be an address or host name without scheme and port, such as 127.0.0.1',
  })
  .transform((text) => parseHost(text)?.name ?? text)

export const path: TextSchema<string> = z.string()

/** Taken as it is. */
export const text: TextSchema<string> = z.string()

/** A secret that cannot be guessed; shorter ones are refused. */
export function secret(minLength: number): TextSchema<string> {
  return z
    .string()
    .min(minLength, `must have at least ${minLength} characters; openssl rand -hex 32 makes one`)
}

/** The address of a provider: https, or http on this machine. */
export const issuer: TextSchema<URL> = z
  .string()
  .refine(
    (text) => {
      const url = URL.parse(text)
      const isLocal = url?.protocol === 'http:' && isLoopbackName(parseHost(url.host)?.name ?? '')
      return url?.protocol === 'https:' || isLocal
    },
    { error: 'must be the https address that the provider names as its issuer' },
  )
  .transform((text) => new URL(text))

/** Roles of groups, `group=role` between commas; a group may have blanks and `=` in it. */
export const groupRoles: TextSchema<ReadonlyMap<string, Role>> = list.transform((entries, context) => {
  const map = new Map<string, Role>()
  for (const entry of entries) {
    const at = entry.lastIndexOf('=')
    const role = roles.find((known) => known === entry.slice(at + 1).trim())
    if (at < 1 || !role) {
      context.addIssue(`has "${entry}", which is not group=role with one of ${roles.join(', ')}`)
      return z.NEVER
    }
    map.set(entry.slice(0, at).trim(), role)
  }
  return map
})

/** Groups of the provider that are groups here: `group=name`, `prefix*` or `*` between commas. */
export const groupMapping: TextSchema<GroupMapping> = list.transform((entries, context) => {
  const rules: GroupRule[] = []
  for (const entry of entries) {
    const rule = parseGroupRule(entry)
    if (typeof rule === 'string') {
      context.addIssue(rule)
      return z.NEVER
    }
    rules.push(rule)
  }
  return rules
})

export const roleOrNone: TextSchema<Role | 'none'> = z.enum([...roles, 'none'], {
  error: `must be none or one of ${roles.join(', ')}`,
})

/** An Ed25519 public key as PEM (RFC 8410); `\\n` may stand for line breaks. */
export const ed25519PublicKey: TextSchema<KeyObject> = z.string().transform((text, context) => {
  try {
    const key = createPublicKey(text.replaceAll('\\n', '\n'))
    if (key.asymmetricKeyType === 'ed25519' && !text.includes('PRIVATE')) return key
  } catch {
    // Said below.
  }
  context.addIssue('must be an Ed25519 public key as PEM; openssl pkey -in key.pem -pubout prints one')
  return z.NEVER
})

export function oneOf<const Names extends readonly string[]>(names: Names): TextSchema<Names[number]> {
  return z.enum(names, { error: `must be one of ${names.join(', ')}` })
}

/** The address of a web site, with the path that it is below; that always ends with a slash. */
export const siteUrl: TextSchema<URL> = z
  .string()
  .refine(isSiteWithPath, {
    error:
      'must be an http or https address such as https://desk.example or https://intranet.example/copydesk/, its path of letters, digits and - . _ ~ alone, with no query, fragment or password',
  })
  .transform((text) => new URL(text.endsWith('/') ? text : `${text}/`))

export const origins: TextSchema<string[]> = list.pipe(
  z.array(
    z
      .string()
      .refine(isSite, {
        error: (issue) => `has "${issue.input}", which is not an origin such as https://cms.example`,
      })
      .transform((text) => new URL(text).origin),
  ),
)

export const transportList: TextSchema<Transport[]> = z.union(
  [z.literal('none').transform((): Transport[] => []), list.pipe(z.array(z.enum(transports)).min(1))],
  { error: `must be none, or a list of ${transports.join(', ')}` },
)

export const roleList: TextSchema<ServerRole[]> = list
  .refine((names) => names.length > 0 && names.every(isServerRole), {
    error: `must be a list of ${serverRoles.join(', ')}`,
  })
  .transform((names) => serverRoles.filter((role) => names.includes(role)))

/** Names that the proxy-addr package gives to ranges. */
const rangeNames = ['loopback', 'linklocal', 'uniquelocal']

export const proxies: TextSchema<boolean | string[]> = z.union(
  [boolean, list.pipe(z.array(z.string().refine(isProxyRange)).min(1))],
  { error: `must be true, false, or a list of addresses, CIDR ranges or ${rangeNames.join(', ')}` },
)

function isServerRole(name: string): boolean {
  return serverRoles.some((role) => role === name)
}

function isSite(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === ''
  )
}

/** By the text: what is parsed has its dots resolved and its backslashes turned, and proxies compare it as it is. */
function isSiteWithPath(text: string): boolean {
  const path = /^https?:\/\/[^/?#\\]+((?:\/[\w.~-]+)*)\/?$/i.exec(text)?.[1]
  if (path === undefined || path.split('/').some((part) => /^\.{1,2}$/.test(part))) return false
  const url = URL.parse(text)
  return url !== null && url.username === '' && url.password === ''
}

function isProxyRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  if (rangeNames.includes(text)) return true
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
