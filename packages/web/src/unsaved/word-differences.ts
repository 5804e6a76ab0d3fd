/** Where two texts differ, word by word, to be marked on the screen. Pure. */
import { diffComm } from 'node-diff3'

export interface MarkedPart {
  text: string
  /** Not in the other text. */
  differs: boolean
}

/** More words are not compared: all of it counts as different. */
const mostWords = 4_000

/** Both texts in parts, those that the other has not marked. */
export function wordDifferences(one: string, other: string): { one: MarkedPart[]; other: MarkedPart[] } {
  const [ones, others] = [wordsOf(one), wordsOf(other)]
  if (ones.length + others.length > mostWords) {
    return { one: [{ text: one, differs: true }], other: [{ text: other, differs: true }] }
  }
  const parts: { one: MarkedPart[]; other: MarkedPart[] } = { one: [], other: [] }
  const add = (side: MarkedPart[], words: readonly string[], differs: boolean) => {
    if (words.length > 0) side.push({ text: words.join(''), differs })
  }
  for (const part of diffComm(ones, others)) {
    add(parts.one, part.common ?? part.buffer1 ?? [], part.common === undefined)
    add(parts.other, part.common ?? part.buffer2 ?? [], part.common === undefined)
  }
  return parts
}

/** Words with the blanks after them, so that a changed word is one mark. */
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? []
}
