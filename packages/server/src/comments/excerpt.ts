/** The start of a comment without its marks: as one line for inboxes, line by line for mails. */
import { type CommentDocument, linesOfComment, parseComment, tidyLine } from '@copydesk/contract'
import type { Row } from '../storage/schema.ts'
import { markedLines } from './marked-lines.ts'
import { passageOf } from './present.ts'

const maxLength = 140

/** Of a passage less: what is said about it counts. */
const maxQuoted = 60

/** An excerpt is made of this much of a comment, so that its length costs nothing. Marks and addresses take room too. */
const maxRead = 4000

/** The line below the head of a table, which comments show as it was typed. */
const noWords = /^[-|: \t]{3,200}$/

/** A comment after the passage that it is about, `“ten euros” Is that so?`; nothing of one that has no words any more. */
export function excerptOfComment(comment: Pick<Row<'comments'>, 'body' | 'passage'>): string {
  return `${passageLine(comment)} ${excerptOf(comment.body)}`.trimStart()
}

/** The start of the passage that a comment is about, in quotation marks; empty where it is about none. */
export function passageLine(comment: Pick<Row<'comments'>, 'body' | 'passage'>): string {
  const passage = comment.body === '' ? null : passageOf(comment)
  const words = passage === null ? '' : excerptOf(passage.exact, maxQuoted)
  return words === '' ? '' : `“${words}”`
}

/** Mentions and links become their text, line breaks become spaces, and a long text ends with an ellipsis. */
export function excerptOf(body: string, longest: number = maxLength): string {
  const words = wordsOf(body, linesOfComment)
    .join(' ')
    .replace(/[^\S\n]+/g, ' ')
  const tidied = tidyLine(words)
  const line = tidied.ok ? tidied.text : ''
  const characters = [...line]
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}

/** The same words line by line, quotes and lists told apart; of several empty lines one is left. */
export function plainLines(body: string): string[] {
  const tidied = wordsOf(body, markedLines).map((line) => {
    const result = tidyLine(line)
    return result.ok ? result.text : ''
  })
  const lines = tidied.filter((line, index) => line !== '' || (tidied[index - 1] ?? '') !== '')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function wordsOf(body: string, linesOf: (blocks: CommentDocument) => Iterable<string>): string[] {
  const start = body.length > maxRead ? body.slice(0, maxRead).toWellFormed() : body
  return [...linesOf(parseComment(start))].map((line) => (noWords.test(line) ? '' : line))
}
