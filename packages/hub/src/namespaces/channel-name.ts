/** What the name of a channel says: its namespace, whether it is private, and which users it is limited to. Pure. */

/** The name before the first ':'; empty for a channel without a namespace. `$` before it is not part of it. */
export function namespaceOf(channel: string): string {
  const name = isPrivate(channel) ? channel.slice(1) : channel
  const end = name.indexOf(':')
  return end === -1 ? '' : name.slice(0, end)
}

/** A channel whose name begins with `$` is open to holders of a subscription token only. */
export function isPrivate(channel: string): boolean {
  return channel.startsWith('$')
}

/** The users after `#`, such as 7 and 42 of `dialog#7,42`; null where the name names none. */
export function usersOf(channel: string): string[] | null {
  const start = channel.indexOf('#')
  return start === -1 ? null : channel.slice(start + 1).split(',')
}
