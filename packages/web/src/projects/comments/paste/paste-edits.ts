/** What a paste does to the words that one writes a comment with. Pure. */
import type { Selected, TextEdit } from '../../../markdown/edits/edit.ts'
import { isWebAddress, linkWords } from '../../../markdown/edits/link-words.ts'

/** An address that is pasted over words makes them a link; null where it takes the place of another, or of code, and for anything else. */
export function linkOfPaste(selected: Selected, pasted: string): TextEdit | null {
  const address = pasted.trim()
  const { text, start, end } = selected
  const words = text.slice(start, end)
  if (isInAddress(selected) || isInCode(selected)) return null
  if (!isWebAddress(address) || words.trim() === '' || words.includes('\n') || isWebAddress(words.trim()))
    return null
  const link = linkTo(words, address)
  return { start, end, words: link, selection: [start + link.length, start + link.length] }
}

/** A link with these words. */
export function linkTo(words: string, address: string): string {
  return `[${linkWords(words)}](<${address}>)`
}

/** Whether the selection begins where the address of a link is written. */
export function isInAddress({ text, start }: Selected): boolean {
  return /\]\([^()\s]*$|<[^<>\s]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
}

/** Whether the selection begins in a block of code, where whatever is pasted is text. */
export function isInCode({ text, start }: Selected): boolean {
  return (text.slice(0, start).match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1
}
