/**
 * The text of COPYDESK_API_KEYS: keys of the server API, each `name:scope+scope:secret`, with `@namespace+namespace`
 * after the scopes when it is for some namespaces only. Says which entry is wrong, and never repeats a secret.
 */
import { type ApiKey, type ApiScope, apiScopes, minSecretLength } from '@copydesk/hub/server-api'
import { z } from 'zod'
import type { TextSchema } from './values.ts'

const example = 'shop:publish+history@news:<secret>'

export const apiKeys: TextSchema<ApiKey[]> = z.string().transform((text, context) => {
  const keys: ApiKey[] = []
  const faults: string[] = []
  for (const [index, entry] of entriesOf(text).entries()) {
    const key = readEntry(entry)
    if (typeof key === 'string') faults.push(`entry ${index + 1} ${key}`)
    else if (keys.some(({ name }) => name === key.name))
      faults.push(`entry ${index + 1} has the name of another`)
    else keys.push(key)
  }
  if (faults.length > 0) context.addIssue(`must be entries such as ${example}: ${faults.join('; ')}`)
  return keys
})

/** Commas and line breaks stand between them, so that a file may have a line for each. */
function entriesOf(text: string): string[] {
  return text
    .split(/[,\r\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** The key, or what is wrong with it. */
function readEntry(entry: string): ApiKey | string {
  const [, name, rights, secret] = /^([^:]+):([^:]+):(.*)$/.exec(entry) ?? []
  if (name === undefined || rights === undefined || secret === undefined) return 'is not name:scopes:secret'
  if (!/^[\w.-]+$/.test(name))
    return 'has a name with other characters than letters, digits, ".", "_" and "-"'
  const [scopeText = '', namespaceText] = rights.split('@')
  const scopes = scopeText.split('+')
  const wrong = scopes.find((scope) => !isScope(scope))
  if (wrong !== undefined) return `(${name}) has a scope that is none of ${apiScopes.join(', ')}`
  if (secret.length < minSecretLength) {
    return `(${name}) has a secret of less than ${minSecretLength} characters; openssl rand -hex 32 makes one`
  }
  return { name, secret, scopes: scopes.filter(isScope), namespaces: namespaceText?.split('+') }
}

function isScope(text: string): text is ApiScope {
  return apiScopes.some((scope) => scope === text)
}
