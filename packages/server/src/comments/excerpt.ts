/** The start of a comment as one plain line, for inboxes. */
import { tidyLine } from '@copydesk/contract'

const maxLength = 140

/** An excerpt is made of this much of a comment, so that its length costs nothing. Marks and addresses take room too. */
const maxRead = 4000

/** Each expression begins at a place of its own and repeats within bounds: linear in the text. */
const mention = /@\[((?:\\.|[^[\]\\\n]){1,200})\]\(person:[0-9a-f-]{36}\)/gi
const link = /!?\[([^[\]\n]{0,300})\]\([^()\s]{0,2000}\)/g
const marks = /^[ \t]{0,20}(?:[>#]{1,20}|[-*+])[ \t]/

/** Mentions and links become their text, line breaks become spaces, and a long text ends with an ellipsis. */
export function excerptOf(body: string): string {
  const start = body.length > maxRead ? body.slice(0, maxRead).toWellFormed() : body
  const words = start
    .replace(mention, (_, name: string) => `@${name.replace(/\\(.)/g, '$1')}`)
    .replace(link, '$1')
    .split('\n')
    .map((line) => line.replace(marks, ''))
    .join(' ')
    .replace(/[^\S\n]+/g, ' ')
  const tidied = tidyLine(words)
  const line = tidied.ok ? tidied.text : ''
  const characters = [...line]
  return characters.length <= maxLength
    ? line
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`
}
