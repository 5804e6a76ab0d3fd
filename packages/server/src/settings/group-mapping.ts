/** Which groups of the sign-in provider are groups here, and by which name. */

export type GroupRule =
  | { group: string; name: string }
  /** All that begin so, each by the rest of its name. */
  | { prefix: string }

/** A group that is named counts by its name; of prefixes, the first. Empty: the provider decides no groups. */
export type GroupMapping = readonly GroupRule[]

/** Reads `group=name`, `prefix*` or `*`; what is wrong with it where it is none of them. */
export function parseGroupRule(entry: string): GroupRule | string {
  if (entry.endsWith('*')) return { prefix: entry.slice(0, -1) }
  const at = entry.lastIndexOf('=')
  const [group, name] = [entry.slice(0, at).trim(), entry.slice(at + 1).trim()]
  if (at < 1 || group === '' || name === '') {
    return `has "${entry}", which is not group=name, prefix* or *`
  }
  return name.length > 100 ? `has a name of more than 100 characters in "${entry}"` : { group, name }
}
