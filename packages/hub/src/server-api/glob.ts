/** Matches channel names against patterns: `*` stands for any characters, `?` for one. Never exponential. */

export function matchesGlob(pattern: string, name: string): boolean {
  let at = 0
  let inPattern = 0
  let lastStar = -1
  let resumeAt = 0
  while (at < name.length) {
    const expected = pattern[inPattern]
    if (expected === '*') {
      lastStar = inPattern
      resumeAt = at
      inPattern += 1
    } else if (expected === '?' || (expected !== undefined && expected === name[at])) {
      inPattern += 1
      at += 1
    } else if (lastStar !== -1) {
      // The last star takes one character more.
      inPattern = lastStar + 1
      resumeAt += 1
      at = resumeAt
    } else {
      return false
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1
  return inPattern === pattern.length
}
