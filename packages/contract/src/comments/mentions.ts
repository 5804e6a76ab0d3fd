/**
 * Mentions in comments, `@[name](person:id)`: one grammar for who is told and for what is drawn as a mention. What
 * stands in code, in quotes or behind a backslash mentions nobody. Linear in the text, which people write at will:
 * a whole Markdown parser takes seconds for the worst comment, and the server has to read every one.
 */
import type { Id } from '../core/ids.ts'

/** Where a mention stands, from its `@` on, and whom it names. */
export interface Mention {
  start: number
  end: number
  personId: Id
  /** As it reads, without the backslashes. */
  name: string
}

/** The name is at most 200 characters, brackets in it are escaped. */
const grammar =
  /@\[((?:\\.|[^[\]\\\n]){1,200})\]\(person:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/
const mention = new RegExp(grammar, 'iy')
const everyMention = new RegExp(grammar, 'gi')
const special = /[\\[\]]/g

/** A mention as it is written into a text. */
export function writeMention(name: string, personId: Id): string {
  return `@[${name.replace(special, '\\$&')}](person:${personId})`
}

/** The mentions of a comment, in the order of the text. */
export function findMentions(body: string): Mention[] {
  return proseOf(body).flatMap(({ start, end }) => mentionsWithin(body, start, end))
}

/** Whom a comment mentions, each once, in the order of the text. Whether there is such a person is not known here. */
export function mentionedIds(body: string): Id[] {
  return [...new Set(findMentions(body).map(({ personId }) => personId))]
}

/** The text with other words in place of all that is written like a mention, also where it would mention nobody. */
export function replaceMentions(
  text: string,
  replace: (name: string, personId: Id, written: string) => string,
): string {
  return text.replace(everyMention, (written, name: string, id: Id) =>
    replace(unescaped(name), id.toLowerCase(), written),
  )
}

/** The text with each mention as `@name`; everything else as it was typed. */
export function mentionsAsNames(text: string): string {
  return replaceMentions(text, (name) => `@${name}`)
}

function unescaped(name: string): string {
  return name.replace(/\\(.)/g, '$1')
}

/** A run of lines that are one paragraph, heading or item: outside of quotes and blocks of code. */
interface Prose {
  start: number
  end: number
}

const blank = /^[ \t]*$/
const quote = /^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){0,9}>/
const emptyQuote = /^[ \t>]*$/
const item = /^[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/
const fence = /^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){0,9}(`{3,}(?=[^`]*$)|~{3,})/
const indented = /^(?: {4}| {0,3}\t)/

function proseOf(body: string): Prose[] {
  const found: Prose[] = []
  let open: Prose | null = null
  let isQuote = false
  let isList = false
  let fenceMark = ''
  for (const { text, start } of linesOf(body)) {
    const mark: string = fence.exec(text)?.[1] ?? ''
    if (fenceMark !== '') {
      if (mark.startsWith(fenceMark) && blank.test(text.slice(text.indexOf(mark) + mark.length)))
        fenceMark = ''
      continue
    }
    const wasOpen: boolean = open !== null
    const isItem = item.test(text)
    const startsBlock = isItem || heading.test(text)
    if (blank.test(text)) {
      open = null
      isQuote = false
      continue
    }
    if (quote.test(text)) {
      open = null
      isQuote = !emptyQuote.test(text)
      continue
    }
    // A line right below a quoted paragraph goes on with it, unless it begins something.
    if (isQuote && !startsBlock && mark === '') continue
    isQuote = false
    isList = isItem || (isList && /^[ \t]/.test(text))
    const isIndented = !isList && indented.test(text)
    if (!wasOpen && isIndented) continue
    if (mark !== '' && !isIndented) {
      fenceMark = mark
      open = null
      continue
    }
    const end = start + text.length
    if (open !== null && !startsBlock) open.end = end
    else {
      open = { start, end }
      found.push(open)
    }
    if (heading.test(text)) open = null
  }
  return found
}

function* linesOf(body: string): Generator<{ text: string; start: number }> {
  for (let start = 0; start <= body.length; ) {
    const feed = body.indexOf('\n', start)
    const end = feed < 0 ? body.length : feed
    yield { text: body.slice(start, end), start }
    start = end + 1
  }
}

/** Backslashes hide what follows them, and a run of backticks hides all up to the next run of the same length. */
function mentionsWithin(body: string, start: number, end: number): Mention[] {
  const found: Mention[] = []
  const runs = backtickRuns(body, start, end)
  for (let at = start; at < end; ) {
    const sign = body.charAt(at)
    if (sign === '\\') at += 2
    else if (sign === '`') {
      const length = runAt(body, at, end)
      const same = runs.get(length)
      // They were found from the end on, so that those behind the place come off one by one.
      while (same && (same.at(-1) ?? end) <= at) same.pop()
      at = (same?.at(-1) ?? at) + length
    } else if (sign === '@') {
      mention.lastIndex = at
      const match = mention.exec(body)
      const name = unescaped(match?.[1] ?? '')
      if (match?.[2] !== undefined && name.trim() !== '') {
        found.push({ start: at, end: mention.lastIndex, personId: match[2].toLowerCase(), name })
      }
      at = match ? mention.lastIndex : at + 1
    } else at += 1
  }
  return found
}

/** Where runs of backticks begin, by their length, the last one first. */
function backtickRuns(body: string, start: number, end: number): Map<number, number[]> {
  const runs = new Map<number, number[]>()
  for (let at = body.indexOf('`', start); at >= 0 && at < end; ) {
    const length = runAt(body, at, end)
    const list = runs.get(length)
    if (list) list.push(at)
    else runs.set(length, [at])
    at = body.indexOf('`', at + length)
  }
  for (const list of runs.values()) list.reverse()
  return runs
}

function runAt(body: string, at: number, end: number): number {
  let length = 0
  while (at + length < end && body.charAt(at + length) === '`') length += 1
  return length
}
