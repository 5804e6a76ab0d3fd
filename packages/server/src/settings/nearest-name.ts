/**
 * "Did you mean …": the known name that a slip of the fingers makes of the one that was meant. What all names begin
 * with (`COPYDESK_`) says nothing about which was meant, so it does not count.
 */

/** At most this many slips; a name that needs more was not mistyped but made up. */
const mostEdits = 3

/** The closest of `known`, or undefined when none is within an edit for each three letters (one at least). */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const told = tellingPart(name)
  let best: string | undefined
  let bestDistance = Math.min(mostEdits, Math.max(1, Math.floor(told.length / 3))) + 1
  for (const candidate of known) {
    const distance = editDistance(told, tellingPart(candidate))
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function tellingPart(name: string): string {
  return name.toUpperCase().replace(/^COPYDESK_/, '')
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count one each. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const substituted = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const swapped = isSwap ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(substituted, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swapped))
    }
    beforeLast = last
    last = row
  }
  return last[to.length] ?? 0
}
