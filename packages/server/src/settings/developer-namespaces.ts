/**
 * The value of COPYDESK_NAMESPACES: namespaces of developers' own channels, beside the product's, as a JSON list in
 * the terms of a hub.json. What only makes sense for anonymous clients, or takes a name of the product's, is a fault.
 */
import { channels } from '@copydesk/contract'
import { contradictions, type Namespace, namespace } from '@copydesk/hub/namespaces'
import { z } from 'zod'
import type { TextSchema } from './values.ts'

/** What the product's own channels are called, or begin with. */
export const productNames: ReadonlySet<string> = new Set(
  Object.values(channels).map((channel) =>
    typeof channel === 'string' ? channel : (channel('').split(':')[0] ?? ''),
  ),
)

/** No more is kept of any channel: see jobs/housekeeping.ts. */
const most = { size: 1_000, hours: 7 * 24 }

const list = z.array(namespace, { error: 'must be a list of namespaces' })

export const developerNamespaces: TextSchema<Namespace[]> = z.string().transform((text, context) => {
  const value = parse(text)
  const result = list.safeParse(value)
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${placeOf(value, path)} ${message}`)
    context.addIssue(`must be a JSON list of namespaces: ${faults.join('; ')}`)
    return z.NEVER
  }
  const faults = result.data.flatMap((one) => faultsOf(one).map((fault) => `"${one.name}" ${fault}`))
  const names = result.data.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) faults.push(`"${twice}" stands there twice`)
  if (faults.length > 0)
    context.addIssue(`must be a JSON list of namespaces that fit here: ${faults.join('; ')}`)
  return result.data
})

function faultsOf(options: Namespace): string[] {
  const faults = contradictions(options)
  if (productNames.has(options.name)) faults.push('is a name of the product itself: choose another')
  if (options.history_size > most.size) faults.push(`has a history_size above ${most.size}`)
  if (options.history_ttl > most.hours * 3_600_000) faults.push(`has a history_ttl above ${most.hours}h`)
  const forNobody = Object.entries(options).find(
    ([name, value]) => name.endsWith('_for_anonymous') && value === true,
  )
  if (forNobody) faults.push(`has ${forNobody[0]}, and everyone here is signed in: leave it out`)
  return faults
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `"news" history_ttl`, or the number of one without a name. */
function placeOf(value: unknown, [index, ...rest]: readonly PropertyKey[]): string {
  if (typeof index !== 'number') return 'it'
  const one: unknown = Array.isArray(value) ? value[index] : undefined
  const name =
    typeof one === 'object' && one !== null && 'name' in one ? `"${one.name}"` : `number ${index + 1}`
  return [name, ...rest.map(String)].join(' ')
}
