/** Makes a link of the selection, whose address is written next, or words of a link. Pure. */
import { linesAround, type Selected, type TextEdit } from './edit.ts'
import { isWebAddress, linkWords } from './link-words.ts'

const link = /\[((?:\\.|[^[\]\\\n])*)\]\((?:<[^<>\n]*>|[^()\s]*)\)/g

/** The selection as a link; what is selected of a link, or the caret in one, as its words. */
export function toggleLink(selected: Selected): TextEdit {
  return linkTakenAway(selected) ?? linkMade(selected)
}

function linkTakenAway(selected: Selected): TextEdit | null {
  const { text, start, end } = selected
  const lines = linesAround(selected)
  for (const { 0: written, 1: words = '', index } of text.slice(lines.start, lines.end).matchAll(link)) {
    const from = lines.start + index
    const to = from + written.length
    // Beside a link the caret is in none.
    const isIn = start === end ? from < start && end < to : from <= start && end <= to
    // Neither a picture nor somebody who is mentioned.
    if (!isIn || /[!@\\]/.test(text.charAt(from - 1))) continue
    const bare = words.replace(/\\([\\[\]])/g, '$1')
    return { start: from, end: to, words: bare, selection: [from, from + bare.length] }
  }
  return null
}

function linkMade({ text, start, end }: Selected): TextEdit {
  const selected = text.slice(start, end)
  if (isWebAddress(selected)) {
    return { start, end, words: `[](<${selected}>)`, selection: [start + 1, start + 1] }
  }
  // A link is on one line.
  const words = selected
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim()
  const before = selected.slice(0, selected.length - selected.trimStart().length)
  const after = words === '' ? '' : selected.slice(selected.trimEnd().length)
  const opened = `${before}[${linkWords(words)}](`
  const caret = start + (words === '' ? before.length + 1 : opened.length)
  return { start, end, words: `${opened})${after}`, selection: [caret, caret] }
}
