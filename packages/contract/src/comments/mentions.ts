/**
 * How a mention is written, `@[name](person:id)`, and how a text that holds some reads with the names alone. Whether it
 * mentions anybody where it stands says the grammar of comments: `markup/`. Pure.
 */
import type { Id } from '../core/ids.ts'

/** Whom a mention names, and where it ends. */
export interface Mention {
  end: number
  personId: Id
  /** As it reads, without the backslashes. */
  name: string
}

/** The name is at most 200 characters, brackets in it are escaped. */
const grammar =
  /@\[((?:\\.|[^[\]\\\n]){1,200})\]\(person:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/
const mention = new RegExp(grammar, 'iy')
const everyMention = new RegExp(grammar, 'gi')
const special = /[\\[\]]/g

/** A mention as it is written into a text. */
export function writeMention(name: string, personId: Id): string {
  return `@[${name.replace(special, '\\$&')}](person:${personId})`
}

/** The mention whose `@` is at a place; null where there is none. */
export function mentionAt(text: string, at: number): Mention | null {
  mention.lastIndex = at
  const [, written, id] = mention.exec(text) ?? []
  const name = unescaped(written ?? '')
  if (id === undefined || name.trim() === '') return null
  return { personId: id.toLowerCase(), name, end: mention.lastIndex }
}

/** The text with other words in place of all that is written like a mention, also where it would mention nobody. */
export function replaceMentions(
  text: string,
  replace: (name: string, personId: Id, written: string) => string,
): string {
  return text.replace(everyMention, (written, name: string, id: Id) =>
    replace(unescaped(name), id.toLowerCase(), written),
  )
}

/** The text with each mention as `@name`; everything else as it was typed. */
export function mentionsAsNames(text: string): string {
  return replaceMentions(text, (name) => `@${name}`)
}

function unescaped(name: string): string {
  return name.replace(/\\(.)/g, '$1')
}
