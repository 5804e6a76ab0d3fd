/** The start of a comment as one plain line, for inboxes. */
import { mentionsAsText } from './mentions.ts'

const maxLength = 140

/** Mentions and links become their text, line breaks become spaces, and a long text ends with an ellipsis. */
export function excerptOf(body: string): string {
  const line = mentionsAsText(body)
    .replace(/!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)/g, '$1')
    .replace(/^\s*(?:[>#]+|[-*+])\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= maxLength
    ? line
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`
}
