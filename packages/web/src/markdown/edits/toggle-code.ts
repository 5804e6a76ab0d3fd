/** Makes code of the selection, or words of it again: within a line between backticks, of several lines a block. Pure. */
import { linesAround, runAfter, runBefore, type Selected, type TextEdit } from './edit.ts'

/** The selection as code; as words where it is code. */
export function toggleCode(selected: Selected): TextEdit {
  const { text, start, end } = selected
  return text.slice(start, end).includes('\n') ? toggleBlock(selected) : toggleSpan(selected)
}

function toggleSpan({ text, start, end }: Selected): TextEdit {
  const words = text.slice(start, end)
  const inside = withinBackticks(words)
  if (inside !== null) return replaced(start, end, '', inside, '')
  // A space between backticks and words is needed where the words begin or end with one.
  const pad = words.startsWith('`') || words.endsWith('`') ? ' ' : ''
  const before = runBefore(text, start - pad.length, '`')
  const after = runAfter(text, end + pad.length, '`')
  const isPadded = pad === '' || (text.charAt(start - 1) === pad && text.charAt(end) === pad)
  if (before > 0 && before === after && isPadded) {
    const length = before + pad.length
    return replaced(start - length, end + length, '', words, '')
  }
  const mark = '`'.repeat(longestRun(words) + 1)
  return replaced(start, end, mark + pad, words, pad + mark)
}

/** What is between backticks that are selected too; null where there are none, or others within. */
function withinBackticks(words: string): string | null {
  const length = runAfter(words, 0, '`')
  const inside = words.slice(length, -length)
  if (length === 0 || inside === '' || runBefore(words, words.length, '`') !== length) return null
  const isPadded = inside.startsWith(' `') || inside.endsWith('` ')
  const bare = isPadded ? inside.slice(1, -1) : inside
  return longestRun(bare) === length ? null : bare
}

const fence = /^ {0,3}(?:`{3}|~{3})/

function toggleBlock(selected: Selected): TextEdit {
  const { text } = selected
  const { start, end } = linesAround(selected)
  const lines = text.slice(start, end).split('\n')
  if (lines.length > 2 && fence.test(lines[0] ?? '') && isClosing(lines.at(-1) ?? '')) {
    return replaced(start, end, '', lines.slice(1, -1).join('\n'), '')
  }
  const words = lines.join('\n')
  const above = text.slice(text.lastIndexOf('\n', start - 2) + 1, start)
  const [below = ''] = text.slice(end + 1).split('\n', 1)
  if (start > 0 && end < text.length && fence.test(above) && isClosing(below)) {
    return replaced(start - above.length, end + 1 + below.length, '', words, '')
  }
  const mark = '`'.repeat(Math.max(3, longestRun(words) + 1))
  return replaced(start, end, `${mark}\n`, words, `\n${mark}`)
}

function isClosing(line: string): boolean {
  return fence.test(line) && new Set(line.trim()).size === 1
}

function replaced(start: number, end: number, before: string, words: string, after: string): TextEdit {
  const from = start + before.length
  return { start, end, words: before + words + after, selection: [from, from + words.length] }
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}
