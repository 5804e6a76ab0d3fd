/**
 * Markdown that is hard to parse or to draw: nesting that exhausts call stacks, marks that parsers read again and
 * again, and more elements than a browser lays out. Each at any length; what one text does, its neighbours must not
 * feel.
 */

export interface HardMarkdown {
  name: string
  /** About so many characters of it. */
  write: (length: number) => string
}

const repeat = (unit: string) => (length: number) => unit.repeat(Math.floor(length / unit.length))
const each = (line: (index: number) => string) => (length: number) => {
  let text = ''
  for (let index = 0; text.length < length; index++) text += line(index)
  return text
}
/** `open` as often as `close`, with something between them. */
const around = (open: string, close: string) => (length: number) => {
  const times = Math.floor(length / (open.length + close.length))
  return `${open.repeat(times)}a${close.repeat(times)}`
}
const linesOf = (unit: string) => repeat(`${unit.repeat(Math.ceil(1_500 / unit.length))}\n`)

export const hardMarkdown: HardMarkdown[] = [
  { name: 'block quotes within each other', write: repeat('>') },
  { name: 'block quotes as deep as allowed', write: repeat(`${'>'.repeat(190)}a\n\n`) },
  { name: 'block quotes and words that go on in them', write: around('>', '\nb') },
  { name: 'numbered lists within each other', write: repeat('1. ') },
  { name: 'quotes and lists within each other', write: repeat('> - ') },
  { name: 'lists ever deeper by indentation', write: each((level) => `${'  '.repeat(level)}- a\n`) },
  { name: 'footnotes within each other', write: repeat('[^a]: ') },
  { name: 'emphasis marks in turn', write: repeat('_*') },
  { name: 'emphasis marks in turn, over lines', write: linesOf('_*') },
  { name: 'emphasis within emphasis', write: around('*', '*') },
  { name: 'emphasis within emphasis, over lines', write: around('*a\n', 'a*\n') },
  { name: 'emphasis opened, then closed', write: around('_a ', 'a_ ') },
  { name: 'emphasis opened, then closed, over lines', write: around('_a\n', 'a_\n') },
  { name: 'emphasis only closed', write: repeat('a* ') },
  { name: 'strikethrough of two lengths', write: repeat('~a~~b') },
  { name: 'links within links', write: around('[', '](b)') },
  { name: 'pictures within pictures', write: around('![', '](b)') },
  { name: 'pictures within pictures, over lines', write: around('![\n', '\n](b)') },
  { name: 'links left open', write: repeat('[a](') },
  { name: 'brackets', write: repeat('[') },
  { name: 'definitions and their uses', write: each((index) => `[${index}]: b\n\n[${index}] `) },
  { name: 'footnotes', write: each((index) => `[^${index}]\n\n[^${index}]: b\n\n`) },
  { name: 'one footnote called often', write: (length) => `${repeat('[^a] ')(length)}\n\n[^a]: b` },
  { name: 'a word without an end, of letters that are kerned', write: repeat('AV') },
  { name: 'headings', write: repeat('# a\n') },
  { name: 'underlined headings', write: repeat('a\n=\n') },
  { name: 'lines across the page', write: repeat('***\n') },
  { name: 'table heads', write: repeat('|\n-\n') },
  { name: 'a long table', write: (length) => `|a|b|\n|-|-|\n${repeat('|x|y|\n')(length)}` },
  {
    name: 'a wide table',
    write: (length) =>
      `${repeat('|a')(length / 3)}\n${repeat('|-')(length / 3)}\n${repeat('|x')(length / 3)}`,
  },
  { name: 'bars without a table', write: repeat('a|b\n') },
  { name: 'code of ever longer fences', write: each((index) => `${'`'.repeat(index + 1)} `) },
  { name: 'code spans', write: repeat('`a` ') },
  { name: 'HTML left open', write: repeat('<a ') },
  { name: 'HTML comments left open', write: repeat('<!--') },
  { name: 'HTML blocks', write: repeat('<div>\n\n') },
  { name: 'entities', write: repeat('&amp;') },
  { name: 'entities left open', write: repeat('&#x') },
  { name: 'e-mail addresses', write: repeat('a@b.c ') },
  { name: 'the start of an e-mail address', write: (length) => `${repeat('a_')(length)}@` },
  { name: 'addresses', write: repeat('http://a ') },
  { name: 'escapes', write: repeat('\\*') },
  { name: 'line breaks', write: (length) => `a${repeat('\n')(length)}b` },
  { name: 'line breaks within a paragraph', write: repeat('a  \n') },
  { name: 'one word', write: repeat('a') },
  { name: 'spaces', write: (length) => `a${repeat(' ')(length)}b` },
  { name: 'tabs', write: (length) => `${repeat('\t')(length)}a` },
  { name: 'list items', write: repeat('- a\n') },
  { name: 'things to do', write: repeat('- [ ] a\n') },
  { name: 'accents upon one letter', write: (length) => `a${repeat('\u0301')(length)}` },
  { name: 'pictures', write: repeat('![a](b)') },
]
