/** What a key or button changes in a Markdown text. Pure: says what to put in place of what, and what is selected then. */

/** A field's text, and what is selected in it. */
export interface Selected {
  text: string
  start: number
  end: number
}

/** Words in place of those between two places, and what is selected after it. */
export interface TextEdit {
  start: number
  end: number
  words: string
  selection: readonly [start: number, end: number]
}

/** What an edit makes of a text: the same function for tests and for editors that have no field of their own. */
export function textAfter(text: string, { start, end, words }: TextEdit): string {
  return text.slice(0, start) + words + text.slice(end)
}

/** A part of a text. */
export interface Span {
  start: number
  end: number
}

/** The whole lines that a selection touches. */
export function linesAround({ text, start, end }: Selected): Span {
  const lineEnd = text.indexOf('\n', end)
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd === -1 ? text.length : lineEnd }
}

/** How many of a sign stand right before a place. */
export function runBefore(text: string, at: number, sign: string): number {
  let from = at
  while (from > 0 && text.charAt(from - 1) === sign) from -= 1
  return at - from
}

/** How many of a sign stand from a place on. */
export function runAfter(text: string, at: number, sign: string): number {
  let to = at
  while (text.charAt(to) === sign) to += 1
  return to - at
}

/** What a line begins with before its words: marks of quotes, spaces, and the sign of a list item. */
const lineStart = /^((?:[ \t]{0,3}>[ \t]?)*[ \t]*)((?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))?/

export interface LineStart {
  /** Marks of quotes, and spaces. */
  around: string
  /** `- ` or `1. `; empty where the line is no item. */
  sign: string
}

/** Splits off the beginning of a line. */
export function startOfLine(line: string): LineStart {
  const [, around = '', sign = ''] = lineStart.exec(line) ?? []
  return { around, sign }
}
