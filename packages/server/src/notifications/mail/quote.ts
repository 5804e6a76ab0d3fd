/** A comment as a mail quotes it: its words in lines, without the marks of Markdown, after the passage that it is about. */
import { passageLine, plainLines } from '../../comments/excerpt.ts'
import type { SaidWords } from './thread-words.ts'

/** Enough for what people say; who wrote more is read in the app. */
const mostCharacters = 2000

/** What is answered is known, so its start does. */
const contextCharacters = 300

export function quoteOf(said: SaidWords): string {
  return cut(linesOf(said), mostCharacters)
}

export function contextOf(said: SaidWords): string {
  return cut(linesOf(said), contextCharacters)
}

function linesOf(said: SaidWords): string[] {
  const passage = passageLine(said)
  return [...(passage === '' ? [] : [passage]), ...plainLines(said.body)]
}

function cut(lines: readonly string[], most: number): string {
  const characters = [...lines.join('\n')]
  if (characters.length <= most) return characters.join('')
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`
}
