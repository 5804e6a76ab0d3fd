/**
 * What no writer's Markdown holds, found before anything parses it: nesting and runs of marks whose parsing takes
 * quadratic time or a call stack per level. Linear in the text, free of zod, the same for the server's door and for
 * what renders. It judges lines as they stand and does not parse: code between fences is passed over.
 */

/** Block quotes, lists and footnotes within each other, on one line. People write about six. */
export const maxMarkdownNesting = 200
/** Runs of `*`, `_`, `~` and square brackets on one line. A line of a wide table has about a hundred. */
export const maxMarkdownRuns = 2_000

/**
 * Marks upon one letter: browsers lay them out in quadratic time. No language has more than a few, and Unicode's
 * stream-safe format (UAX #15) ends at 30.
 */
export const maxAccents = 100

/** Which bound a text breaks, and where. */
export interface MarkdownFault {
  bound: 'accents' | 'nesting' | 'runs'
  /** From 1. */
  line: number
}

/** The first line that breaks a bound; null for a text that may be parsed. */
export function findMarkdownFault(text: string): MarkdownFault | null {
  let line = 0
  let fence = ''
  for (const content of lines(text)) {
    line += 1
    if (hasHeapsOfAccents(content)) return { bound: 'accents', line }
    const mark = fenceOf(content)
    if (fence !== '') {
      if (mark.startsWith(fence)) fence = ''
      continue
    }
    if (mark !== '') {
      fence = mark
      continue
    }
    if (nestingOf(content) > maxMarkdownNesting) return { bound: 'nesting', line }
    if (countRuns(content) > maxMarkdownRuns) return { bound: 'runs', line }
  }
  return null
}

/** The lines one at a time: a text of half a million line breaks makes no array. */
function* lines(text: string): Generator<string> {
  const lineBreak = /\r\n?|\n/g
  let start = 0
  for (let found = lineBreak.exec(text); found !== null; found = lineBreak.exec(text)) {
    yield text.slice(start, found.index)
    start = lineBreak.lastIndex
  }
  yield text.slice(start)
}

/** The mark that opens or ends a code block on this line; empty for none. */
function fenceOf(line: string): string {
  if (line.length < 3) return ''
  return /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1] ?? ''
}

/** Each expression matches one container's marker at `lastIndex`, and its repetitions are bounded. */
const quote = /[ \t]*>/y
const item = /[ \t]*(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/y
const footnote = /[ \t]*\[\^[^\]\s]{1,999}\]:/y
const rule = /[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/y

/** How many containers the markers at the start of a line open, where it may be too many. */
function nestingOf(line: string): number {
  // A line as short as the bound cannot break it, and a text may have half a million of them.
  if (line.length <= maxMarkdownNesting) return 0
  let depth = 0
  let at = 0
  // `- - -` opens no list: it is a line across the page. Where it begins, nothing but it follows.
  const ruleAt = startOfRule(line)
  while (at < line.length && at !== ruleAt) {
    const end = endOf(quote, line, at) ?? endOf(item, line, at) ?? endOf(footnote, line, at)
    if (end === null) break
    at = end
    depth += 1
  }
  return depth
}

function endOf(marker: RegExp, line: string, at: number): number | null {
  marker.lastIndex = at
  return marker.test(line) ? marker.lastIndex : null
}

/** Where the rule begins that a line is, after its quotes; -1 for none. */
function startOfRule(line: string): number {
  let at = 0
  for (let end: number | null = 0; end !== null; end = endOf(quote, line, at)) at = end
  return endOf(rule, line, at) === null ? -1 : at
}

function hasHeapsOfAccents(line: string): boolean {
  if (line.length <= maxAccents) return false
  for (const [heap] of line.matchAll(/\p{M}+/gu)) if (heap.length > maxAccents) return true
  return false
}

function countRuns(line: string): number {
  if (line.length <= maxMarkdownRuns) return 0
  let runs = 0
  for (const _ of line.matchAll(/\*+|_+|~+|[[\]]/g)) {
    runs += 1
    if (runs > maxMarkdownRuns) break
  }
  return runs
}
