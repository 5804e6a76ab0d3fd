/**
 * The runs of a paragraph as Markdown. Marks are nested in one order, and a sign that would be a mark has a backslash
 * before it. Where Markdown takes a mark for a word (`a**b.**c`), the signs beside it are written as references.
 */
import { writeMention } from '../mentions.ts'
import { asReference } from './characters.ts'
import { type Inline, type LinkTarget, type MarkName, markNames } from './document.ts'
import { parseInline } from './parse-inline.ts'

/** Signs of a mark; those of `careful` never run into each other. */
const signs = {
  plain: { strong: '**', emphasis: '*', strike: '~~' },
  careful: { strong: '**', emphasis: '_', strike: '~~' },
} satisfies Record<string, Record<MarkName, string>>
type Way = keyof typeof signs

/** The content of a paragraph. */
export function printInline(content: readonly Inline[]): string {
  const plain = write(content, 'plain')
  return isSame(parseInline(plain), content) ? plain : write(content, 'careful')
}

function isSame(a: readonly Inline[], b: readonly Inline[]): boolean {
  return JSON.stringify(a.map(entriesOf)) === JSON.stringify(b.map(entriesOf))
}

function entriesOf(run: Inline): unknown[] {
  return Object.entries(run).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A mark that is open, or a link. */
type Open = MarkName | LinkTarget

function write(content: readonly Inline[], way: Way): string {
  let text = ''
  let open: Open[] = []
  content.forEach((run, index) => {
    const wanted = opensOf(run)
    const next = opensOf(content[index + 1])
    const common = commonOf(open, wanted)
    for (const one of open.slice(common).reverse()) text += end(one, way)
    for (const one of wanted.slice(common)) text += begin(one, way)
    const isFirst = common < wanted.length || common < open.length
    const isLast = commonOf(wanted, next) < Math.max(wanted.length, next.length)
    open = wanted
    text += writeRun(run, { isFirst, isLast }, way)
  })
  for (const one of open.reverse()) text += end(one, way)
  return safeLines(text)
}

function opensOf(run: Inline | undefined): Open[] {
  if (run === undefined || !('marks' in run)) return []
  const link = 'link' in run && run.link !== null ? [run.link] : []
  return [...link, ...markNames.filter((mark) => run.marks.includes(mark))]
}

function commonOf(a: readonly Open[], b: readonly Open[]): number {
  let count = 0
  while (count < a.length && count < b.length && isSameOpen(a[count], b[count])) count += 1
  return count
}

function isSameOpen(a: Open | undefined, b: Open | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  return a.url === b.url && a.title === b.title
}

function begin(open: Open, way: Way): string {
  return typeof open === 'object' ? '[' : signs[way][open]
}

function end(open: Open, way: Way): string {
  if (typeof open !== 'object') return signs[way][open]
  const title = open.title === null ? '' : ` "${escapeIn(open.title, /["\\&]/g)}"`
  return `](${address(open.url)}${title})`
}

function address(url: string): string {
  if (/^[^\s<>()\\&[\]*_~`\p{Cc}]+$/u.test(url)) return url
  return `<${escapeIn(url, /[<>\\&]/g)}>`
}

function escapeIn(text: string, special: RegExp): string {
  return text.replace(special, '\\$&').replace(/[\n\r]/g, asReference)
}

function writeRun(run: Inline, edges: Edges, way: Way): string {
  switch (run.kind) {
    case 'text':
      return writeText(run.text, edges, way)
    case 'code':
      return writeCode(run.text)
    case 'mention':
      return writeMention(run.name, run.id, run.of)
    case 'picture':
      return `![${escapeText(run.alt)}](${address(run.url)})`
    case 'break':
      return '\n'
  }
}

/** Whether marks begin or end beside a run. */
interface Edges {
  isFirst: boolean
  isLast: boolean
}

function writeText(text: string, { isFirst, isLast }: Edges, way: Way): string {
  if (way === 'plain') return escapeText(text)
  const characters = [...text]
  const from = isFirst ? 1 : 0
  const to = characters.length - (isLast && characters.length > from ? 1 : 0)
  const [first, last] = [characters.slice(0, from), characters.slice(to)]
  return [
    ...first.map(asReference),
    escapeText(characters.slice(from, to).join('')),
    ...last.map(asReference),
  ].join('')
}

/** What would be a mark, an address or a reference wherever it stands. */
function escapeText(text: string): string {
  return text
    .replace(/[\\`*~[\]]|!$|<(?=[a-z])|&(?=[#a-z])|@$/gi, '\\$&')
    .replace(/_/g, (sign, at: number) => (isWithinWord(text, at) ? sign : `\\${sign}`))
    .replace(/(https?)(:\/\/)/gi, '$1\\$2')
    .replace(/(www)\./gi, '$1\\.')
    .replace(/[\n\r]/g, asReference)
}

/** `snake_case` marks nothing. */
function isWithinWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at + 1))
}

function writeCode(text: string): string {
  const lengths = new Set([...text.matchAll(/`+/g)].map(([run]) => run.length))
  let length = 1
  while (lengths.has(length)) length += 1
  const mark = '`'.repeat(length)
  const isPadded = /^`|`$/.test(text) || (/^ .* $/.test(text) && /[^ ]/.test(text))
  return isPadded ? `${mark} ${text} ${mark}` : mark + text + mark
}

/** A line that would begin a block, or begins or ends with white space, does so no more. */
function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^[ \t]/, asReference)
        .replace(/[ \t]$/, asReference)
        .replace(/^(?:#{1,6}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|-(?=[- \t]*$))/, '\\$&')
        .replace(/^(\d{1,9})(?=[.)](?:[ \t]|$))/, '$1\\'),
    )
    .join('\n')
}
