/** A comment as a mail quotes it: its words in lines, without the marks of Markdown. */
import { plainLines } from '../../comments/excerpt.ts'

/** Enough for what people say; who wrote more is read in the app. */
const mostCharacters = 2000

/** What is answered is known, so its start does. */
const contextCharacters = 300

export function quoteOf(body: string): string {
  return cut(plainLines(body), mostCharacters)
}

export function contextOf(body: string): string {
  return cut(plainLines(body), contextCharacters)
}

function cut(lines: readonly string[], most: number): string {
  const characters = [...lines.join('\n')]
  if (characters.length <= most) return characters.join('')
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`
}
