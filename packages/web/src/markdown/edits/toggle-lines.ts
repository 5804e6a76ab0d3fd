/** Makes a list, a quote or a heading of the lines that the selection touches, or takes that from them. Pure. */
import { linesAround, type Selected, startOfLine, type TextEdit } from './edit.ts'

export type LinesKind = 'list' | 'numbers' | 'quote' | 'heading'

interface LineRule {
  isThere: (line: string) => boolean
  add: (lines: readonly string[]) => string[]
  takeAway: (line: string) => string
}

const quoteSign = /^[ \t]{0,3}>[ \t]?/
const headingSign = /^#{1,6}[ \t]+/

const rules: Record<LinesKind, LineRule> = {
  list: {
    isThere: (line) => /^[-+*]/.test(startOfLine(line).sign),
    add: (lines) => withSigns(lines, (_, sign) => (/^[-+*]/.test(sign) ? sign : '- ')),
    takeAway: withoutSign,
  },
  numbers: {
    isThere: (line) => /^\d/.test(startOfLine(line).sign),
    add: (lines) => withSigns(lines, (number) => `${number}. `),
    takeAway: withoutSign,
  },
  quote: {
    isThere: (line) => quoteSign.test(line),
    add: (lines) => lines.map((line) => `> ${line}`),
    takeAway: (line) => line.replace(quoteSign, ''),
  },
  heading: {
    isThere: (line) => line.startsWith('## '),
    add: (lines) =>
      lines.map((line) => (isEmpty(line, lines) ? line : `## ${line.replace(headingSign, '')}`)),
    takeAway: (line) => line.replace(headingSign, ''),
  },
}

/** The lines with the sign; without it where all of them have it. Between items empty lines stay as they are. */
export function toggleLines(selected: Selected, kind: LinesKind): TextEdit {
  const { text } = selected
  const { start, end } = linesAround(selected)
  const { isThere, add, takeAway } = rules[kind]
  const lines = text.slice(start, end).split('\n')
  const isTakenAway = lines.every((line) => isThere(line) || (kind !== 'quote' && isEmpty(line, lines)))
  const changed = isTakenAway ? lines.map(takeAway) : add(lines)
  const above = start === 0 ? '' : text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1)
  const [below = ''] = text.slice(end + 1).split('\n', 1)
  const before = goesOnWith(above, changed[0] ?? '') ? '\n' : ''
  const after = goesOnWith(changed.at(-1) ?? '', below) ? '\n' : ''
  const words = changed.join('\n')
  const from = start + before.length
  const caret = Math.max(from, selected.end + words.length - (end - start) + before.length)
  const isCaret = selected.start === selected.end
  return {
    ...{ start, end, words: before + words + after },
    selection: isCaret ? [caret, caret] : [from, from + words.length],
  }
}

/** An empty line by itself is one to write on. */
function isEmpty(line: string, lines: readonly string[]): boolean {
  return line.trim() === '' && lines.some((one) => one.trim() !== '')
}

/** Whether Markdown would read the lower line as words of the list or quote above it. */
function goesOnWith(upper: string, lower: string): boolean {
  const { around, sign } = startOfLine(upper)
  const isHeld = sign !== '' || around.includes('>')
  return isHeld && !/^[ \t]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|>|#{1,6}[ \t]|```|~~~|$)/.test(lower)
}

function withoutSign(line: string): string {
  const { around, sign } = startOfLine(line)
  return around + line.slice(around.length + sign.length)
}

/** The items that the next line may be within: where their words began, and how far these moved. */
interface Outer {
  words: number
  moved: number
}

/** The lines as items, numbered at each depth. What was within an item stays so: a number is wider than a dash. */
function withSigns(lines: readonly string[], signFor: (number: number, old: string) => string): string[] {
  const outer: Outer[] = []
  const counts: number[] = []
  return lines.map((line) => {
    if (isEmpty(line, lines)) return line
    const { around, sign: old } = startOfLine(line)
    while ((outer.at(-1)?.words ?? 0) > around.length) outer.pop()
    const moved = outer.at(-1)?.moved ?? 0
    counts.length = outer.length + 1
    const number = (counts[outer.length] ?? 0) + 1
    counts[outer.length] = number
    const sign = signFor(number, old)
    if (old !== '') {
      outer.push({ words: around.length + old.length, moved: moved + sign.length - old.length })
    }
    const indented =
      moved < 0 ? around.slice(0, Math.max(0, around.length + moved)) : around + ' '.repeat(moved)
    return indented + sign + line.slice(around.length + old.length)
  })
}
