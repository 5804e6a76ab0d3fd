/**
 * The places where words stand in a text, in time bounded by the lengths of both. The engine's own search compares words
 * that repeat themselves with every place anew: it takes seconds for a passage in a text of one letter. Pure.
 */

/** So few are looked for fast, whatever they are. */
const headLength = 32

/** Places where the first of the words stand that are looked at one by one. Texts that people write have fewer. */
const mostTries = 1_000

/** From a place on, one after the other; those that overlap too. */
export function* placesOf(text: string, words: string, from = 0): Generator<number> {
  const head = words.slice(0, headLength)
  let tries = 0
  for (let at = text.indexOf(head, from); at !== -1; at = text.indexOf(head, at + 1)) {
    if (tries === mostTries && words !== head) {
      yield* placesInOnePass(text, words, at)
      return
    }
    tries += 1
    if (text.startsWith(words, at)) yield at
  }
}

/** By Knuth, Morris and Pratt: what stands in the text is looked at once. */
function* placesInOnePass(text: string, words: string, from: number): Generator<number> {
  const borders = bordersOf(words)
  let matched = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    while (matched > 0 && words.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0
    if (words.charCodeAt(matched) === code) matched += 1
    if (matched < words.length) continue
    yield at + 1 - matched
    matched = borders[matched - 1] ?? 0
  }
}

/** How much of the start of the words, up to each of their places, is their end there as well. */
function bordersOf(words: string): number[] {
  const borders = [0]
  let matched = 0
  for (let at = 1; at < words.length; at += 1) {
    const code = words.charCodeAt(at)
    while (matched > 0 && words.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0
    if (words.charCodeAt(matched) === code) matched += 1
    borders.push(matched)
  }
  return borders
}
