/** Who writes, in words. */

/** From three on nobody is named. Empty for nobody. */
export function sayTyping(names: readonly string[]): string {
  const [first, second, ...others] = names
  if (first === undefined) return ''
  if (second === undefined) return `${first} is typing`
  return others.length > 0 ? 'Several people are typing' : `${first} and ${second} are typing`
}
