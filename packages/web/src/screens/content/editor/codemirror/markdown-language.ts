/**
 * Markdown as the editor colours it, GitHub's kind, within bounds that hand-written text does not reach: beyond them it
 * stays plain. Marks that open and never close cost the square of a paragraph's length, blocks within blocks the square
 * of their depth, and a line is drawn with an element for each of its marks.
 */
import { markdownLanguage as anyLength } from '@codemirror/lang-markdown'
import { Language } from '@codemirror/language'
import { type BlockContext, type Line, MarkdownParser } from '@lezer/markdown'

/** Characters of a paragraph that are looked through. */
const longestParagraph = 10_000
/** Characters of a line: a table of thousands of columns takes a browser tens of seconds to draw in colours. */
const longestLine = 5_000
/** Quotes and lists within each other. */
const deepest = 100

const { parser } = anyLength
if (!(parser instanceof MarkdownParser)) throw new Error('The Markdown of CodeMirror has another parser')

const isLong = (line: Line) => line.text.length > longestLine

function leavePlain(context: BlockContext, line: Line): boolean {
  if (!isLong(line) && context.depth < deepest) return false
  const { lineStart } = context
  context.addElement(context.elt('Paragraph', lineStart + line.pos, lineStart + line.text.length))
  context.nextLine()
  return true
}

const bounded = parser.configure({
  parseBlock: [
    // Also within a paragraph or a table that was begun: each line of it counts.
    { name: 'PlainLine', before: 'LinkReference', parse: leavePlain, endLeaf: (_, line) => isLong(line) },
  ],
  parseInline: [
    {
      name: 'PlainParagraph',
      before: 'Escape',
      parse: ({ offset, end }) => (end - offset > longestParagraph ? end : -1),
    },
  ],
})

/** Known to CodeMirror's keys for lists and quotes as its own Markdown, by the same data. */
export const boundedMarkdown = new Language(anyLength.data, bounded, [], 'markdown')
