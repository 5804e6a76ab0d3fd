/** Who reacted, in words: the person who reads it first, then those who are named, then how many more. */

/** `named`: the first of the others; `count`: all, the reader included where it `isOwn`. */
export function sayWho(named: readonly string[], count: number, isOwn: boolean): string {
  const known = isOwn ? ['you', ...named] : named
  const more = count - known.length
  const words = more > 0 ? [...known, more === 1 ? '1 other' : `${more} others`] : known
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
