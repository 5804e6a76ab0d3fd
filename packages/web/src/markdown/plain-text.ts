/** Markdown as plain text, where there is room for one line or the renderer is not there yet. Pure. */

/** Only the first accents upon a letter, at most those of Unicode's stream-safe format: heaps freeze the browser. */
export function withoutHeaps(text: string): string {
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1')
}

/** Longer than any word: an address with a long query may come near it. */
const endlessWord = 2_000

/** Whether there are so many characters without a space that breaking them into lines must be made cheap. */
export function hasEndlessWord(text: string): boolean {
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) <= 0x20) start = at + 1
    else if (at - start >= endlessWord) return true
  }
  return false
}
