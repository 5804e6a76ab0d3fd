/**
 * Markdown as the editor colours it, GitHub's kind. A paragraph is looked through in one piece, and marks that open and
 * never close cost the square of their number: a very long paragraph stays uncoloured, so that the page goes on.
 */
import { markdownLanguage as anyLength } from '@codemirror/lang-markdown'
import { Language } from '@codemirror/language'
import { MarkdownParser } from '@lezer/markdown'

/** Characters of a paragraph that are looked through. */
const longest = 10_000

const { parser } = anyLength
if (!(parser instanceof MarkdownParser)) throw new Error('The Markdown of CodeMirror has another parser')

const bounded = parser.configure({
  parseInline: [
    {
      name: 'TooLong',
      before: 'Escape',
      parse: ({ offset, end }) => (end - offset > longest ? end : -1),
    },
  ],
})

/** Known to CodeMirror's keys for lists and quotes as its own Markdown, by the same data. */
export const boundedMarkdown = new Language(anyLength.data, bounded, [], 'markdown')
