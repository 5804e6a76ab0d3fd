/** What keys and pastes do to the words that one writes a comment with. Pure: gives what to put in place of what. */

/** Words in place of those between two places, and what is selected after it. */
export interface CommentEdit {
  start: number
  end: number
  words: string
  selection: readonly [start: number, end: number]
}

/** A field's text, and what is selected in it. */
export interface Selected {
  text: string
  start: number
  end: number
}

/** The selection between two marks such as `**`; without them where it has them. */
export function toggleMark({ text, start, end }: Selected, mark: string): CommentEdit {
  const words = text.slice(start, end)
  const [before, after] = [start - mark.length, end + mark.length]
  // Two stars around the words are no mark of one star.
  const isInner = text.charAt(before - 1) === mark.charAt(0) || text.charAt(after) === mark.charAt(0)
  if (before >= 0 && !isInner && text.slice(before, start) === mark && text.slice(end, after) === mark) {
    return { start: before, end: after, words, selection: [before, before + words.length] }
  }
  const from = start + mark.length
  return { start, end, words: mark + words + mark, selection: [from, from + words.length] }
}

/** The selection as the words of a link, whose address is written next; null where nothing is selected. */
export function linkOfSelection({ text, start, end }: Selected): CommentEdit | null {
  const words = text.slice(start, end)
  if (words.trim() === '' || words.includes('\n')) return null
  const link = `[${escaped(words)}](`
  const address = start + link.length
  return { start, end, words: `${link})`, selection: [address, address] }
}

/** An address that is pasted over words makes them a link; null for anything else, which is pasted as it is. */
export function linkOfPaste(selected: Selected, pasted: string): CommentEdit | null {
  const address = pasted.trim()
  const { text, start, end } = selected
  const words = text.slice(start, end)
  if (!isAddress(address) || words.trim() === '' || words.includes('\n') || isAddress(words.trim()))
    return null
  const link = `[${escaped(words)}](<${address}>)`
  return { start, end, words: link, selection: [start + link.length, start + link.length] }
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(text) && URL.canParse(text)
}

/** Brackets in the words would end the link. */
function escaped(words: string): string {
  return words.replace(/[\\[\]]/g, '\\$&')
}

/** Whether the selection begins in a block of code, where whatever is pasted is text. */
export function isInCode({ text, start }: Selected): boolean {
  return (text.slice(0, start).match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1
}
