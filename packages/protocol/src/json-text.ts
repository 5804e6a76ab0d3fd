/**
 * Finds the text of single values within JSON text, so that what somebody published is passed on as it was written:
 * JavaScript has no number for 12345678901234567890, reads 1.0 as 1 and keeps one of two equal names. Every function
 * here takes text that JSON.parse took before, reads it once, and goes no deeper than it is told.
 */

const backslash = 0x5c
const quoteOrSpace = /["\t\n\r ]/g
const structure = /["[\]{},\t\n\r ]/g

/** The value at this path of member names, as it was written; undefined where there is none. */
export function jsonTextAt(text: string, ...names: readonly string[]): string | undefined {
  let found: string | undefined = text
  for (const name of names) {
    if (found === undefined) return undefined
    found = memberText(found, name)
  }
  return found
}

/** The elements of a list, each as it was written; none where it is no list. */
export function jsonElements(text: string): string[] {
  const elements: string[] = []
  let at = skipSpace(text, 0)
  if (text[at] !== '[') return elements
  at = skipSpace(text, at + 1)
  while (at < text.length && text[at] !== ']') {
    const end = skipValue(text, at)
    elements.push(text.slice(at, end))
    at = skipComma(text, end)
  }
  return elements
}

/** The same value without the white space between its tokens, which holds line breaks. Strings stay as they are. */
export function compactJson(text: string): string {
  const parts: string[] = []
  let from = 0
  for (let at = find(quoteOrSpace, text, 0); at < text.length; at = find(quoteOrSpace, text, at)) {
    if (text[at] === '"') {
      at = skipString(text, at)
    } else {
      parts.push(text.slice(from, at))
      at = skipSpace(text, at)
      from = at
    }
  }
  parts.push(text.slice(from))
  return ownText(parts.join(''))
}

/** The member that JSON.parse would keep: of two with the same name the last one. */
function memberText(text: string, name: string): string | undefined {
  let found: string | undefined
  let at = skipSpace(text, 0)
  if (text[at] !== '{') return undefined
  at = skipSpace(text, at + 1)
  while (at < text.length && text[at] !== '}') {
    const nameEnd = skipString(text, at)
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const end = skipValue(text, start)
    if (isName(text.slice(at, nameEnd), name)) found = text.slice(start, end)
    at = skipComma(text, end)
  }
  return found
}

function isName(written: string, name: string): boolean {
  return written.includes('\\') ? JSON.parse(written) === name : written.slice(1, -1) === name
}

/** Where the value that begins here ends. A loop, because people nest deeper than a call stack goes. */
function skipValue(text: string, start: number): number {
  let depth = 0
  for (let at = find(structure, text, start); at < text.length; at = find(structure, text, at)) {
    const character = text[at]
    if (character === '"') {
      at = skipString(text, at)
      if (depth === 0) return at
      continue
    }
    const opens = character === '{' || character === '['
    if (!opens && depth === 0) return at
    if (opens) depth += 1
    else if (character === '}' || character === ']') depth -= 1
    at += 1
    if (depth === 0) return at
  }
  return text.length
}

/** Where the string that begins here ends: at the first quotation mark without an odd number of `\\` before it. */
function skipString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  return text.length
}

/** The next character of a kind; the length where there is none. */
function find(kind: RegExp, text: string, start: number): number {
  kind.lastIndex = start
  return kind.test(text) ? kind.lastIndex - 1 : text.length
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at += 1
  return at
}

/** Where the next member or element begins, or the end of them all. */
function skipComma(text: string, start: number): number {
  const at = skipSpace(text, start)
  return text[at] === ',' ? skipSpace(text, at + 1) : at
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** A copy, because a part of a large text would keep all of that in memory as long as it is kept itself. */
function ownText(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
}
