/**
 * Marks the selected words as strong or emphasized, or takes that mark from them. A mark stands right beside words and
 * within one line, since Markdown reads no other: of several lines each gets its own. Pure.
 */
import { runAfter, runBefore, type Selected, type Span, startOfLine, type TextEdit } from './edit.ts'

/** Strong, emphasized. */
export type StarMark = '**' | '*'

/** Words and the stars around them. */
interface Marked extends Span {
  /** Stars on each side: outside the words, or selected with them. */
  stars: number
}

const wordSign = /[\p{L}\p{N}\p{M}_]/u

/** The selection with the mark; without it where all of it has it. */
export function toggleMark(selected: Selected, mark: StarMark): TextEdit {
  const spans = spansOf(selected).map((span) => markedAround(selected.text, span))
  const isTakenAway = spans.every(({ stars }) => hasMark(stars, mark))
  const changed = spans.map((span) => ({
    span,
    stars:
      hasMark(span.stars, mark) === isTakenAway
        ? span.stars + (isTakenAway ? -1 : 1) * mark.length
        : span.stars,
  }))
  return joined(selected, changed)
}

/** One star is emphasis, two are strong, three are both. */
function hasMark(stars: number, mark: StarMark): boolean {
  return mark === '*' ? stars % 2 === 1 : stars % 4 >= 2
}

function joined(selected: Selected, changed: readonly { span: Marked; stars: number }[]): TextEdit {
  const { text } = selected
  const first = changed[0]?.span ?? { ...selected, stars: 0 }
  const start = first.start - first.stars
  let at = start
  let words = ''
  let inner: Span | null = null
  for (const { span, stars } of changed) {
    const marks = '*'.repeat(stars)
    words += text.slice(at, span.start - span.stars) + marks
    const from = start + words.length
    words += text.slice(span.start, span.end)
    inner = { start: from, end: start + words.length }
    words += marks
    at = span.end + span.stars
  }
  if (changed.length !== 1 || inner === null) {
    return { start, end: at, words, selection: [start, start + words.length] }
  }
  // A caret keeps its place in the word.
  const isCaret = selected.start === selected.end
  const caret = inner.start + selected.start - first.start
  return { start, end: at, words, selection: isCaret ? [caret, caret] : [inner.start, inner.end] }
}

/** What is marked of each line; the caret, where nothing is selected. */
function spansOf(selected: Selected): Span[] {
  const { text, start, end } = selected
  if (start === end) return [wordAround(selected)]
  const spans: Span[] = []
  for (let at = text.lastIndexOf('\n', start - 1) + 1; at < end; ) {
    const next = text.indexOf('\n', at)
    const lineEnd = next === -1 ? text.length : next
    const { around, sign } = startOfLine(text.slice(at, lineEnd))
    // A star that is marked with its word is no sign of a list.
    const from = Math.max(start, at + around.length + sign.length)
    const span = withoutSpaces(text, { start: from, end: Math.min(end, lineEnd) })
    if (span.start < span.end) spans.push(span)
    at = lineEnd + 1
  }
  return spans.length > 0 ? spans : [{ start: end, end }]
}

/** The word that the caret stands within; a caret at the end of one is for what is written next. */
function wordAround({ text, start }: Selected): Span {
  const isWithin = wordSign.test(text.charAt(start - 1)) && wordSign.test(text.charAt(start))
  if (!isWithin) return { start, end: start }
  const span = { start, end: start }
  while (span.start > 0 && wordSign.test(text.charAt(span.start - 1))) span.start -= 1
  while (span.end < text.length && wordSign.test(text.charAt(span.end))) span.end += 1
  return span
}

function withoutSpaces(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  return { start: from, end: Math.max(from, end - (words.length - words.trimEnd().length)) }
}

function markedAround(text: string, span: Span): Marked {
  const outside = Math.min(starsBefore(text, span.start), runAfter(text, span.end, '*'))
  const words = text.slice(span.start, span.end)
  const inside = Math.min(runAfter(words, 0, '*'), starsBefore(words, words.length))
  if (inside === 0 || inside * 2 >= words.length) return { ...span, stars: outside }
  return { start: span.start + inside, end: span.end - inside, stars: inside + outside }
}

function starsBefore(text: string, at: number): number {
  const stars = runBefore(text, at, '*')
  // A star behind a backslash is a star.
  return stars - (stars > 0 && text.charAt(at - stars - 1) === '\\' ? 1 : 0)
}
