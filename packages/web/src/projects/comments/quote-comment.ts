/** A comment as it is quoted in an answer: its own words, not those that it quotes, and without telling anybody again. */
import { mentionsAsNames, parseComment, printComment } from '@copydesk/contract'

/** Characters of a quote at most: who answers all of a long comment need not repeat it. */
const maxQuoteLength = 1_000

/** Markdown, ending where the answer begins; empty where there is nothing to quote. */
export function quoteComment(body: string): string {
  const blocks = parseComment(mentionsAsNames(body)).filter(({ kind }) => kind !== 'quote')
  const own = printComment(blocks)
  if (own === '') return ''
  const words =
    own.length > maxQuoteLength ? `${own.slice(0, maxQuoteLength).toWellFormed().trimEnd()}…` : own
  const lines = words.split('\n').map((line) => `> ${line}`.trimEnd())
  return `${lines.join('\n')}\n\n`
}
