/** Finds words in a text by where they stood. */

/** Words that stand in more places say nothing about where. */
export const mostPlaces = 100

/** Where the words stand nearest to where they stood; null where they stand nowhere, or everywhere. */
export function nearestPlace(text: string, words: string, expected: number): number | null {
  let nearest: number | null = null
  let count = 0
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) {
    count += 1
    if (count > mostPlaces) return null
    if (nearest === null || Math.abs(at - expected) < Math.abs(nearest - expected)) nearest = at
  }
  return nearest
}
