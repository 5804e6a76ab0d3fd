/**
 * How a mention is written, `@[name](person:id)` or `@[name](group:id)`, and how a text that holds some reads with the names alone. Whether it
 * mentions anybody where it stands says the grammar of comments: `markup/`. Pure.
 */
import type { Id } from '../core/ids.ts'

/** What a mention names. */
export type MentionedKind = 'person' | 'group'

/** Whom a mention names, and where it ends. */
export interface Mention {
  end: number
  of: MentionedKind
  id: Id
  /** As it reads, without the backslashes. */
  name: string
}

/** How many people one comment tells at most because it mentions groups of theirs. */
export const maxToldByGroups = 200

/** The name is at most 200 characters, brackets in it are escaped. */
const grammar =
  /@\[((?:\\.|[^[\]\\\n]){1,200})\]\((person|group):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/
const mention = new RegExp(grammar, 'iy')
const everyMention = new RegExp(grammar, 'gi')
const special = /[\\[\]]/g

/** A mention as it is written into a text. */
export function writeMention(name: string, id: Id, of: MentionedKind = 'person'): string {
  return `@[${name.replace(special, '\\$&')}](${of}:${id})`
}

/** The mention whose `@` is at a place; null where there is none. */
export function mentionAt(text: string, at: number): Mention | null {
  mention.lastIndex = at
  const [, written = '', of = '', id] = mention.exec(text) ?? []
  const name = unescaped(written)
  if (id === undefined || name.trim() === '') return null
  return { of: kindOf(of), id: id.toLowerCase(), name, end: mention.lastIndex }
}

/** The text with other words in place of all that is written like a mention, also where it would mention nobody. */
export function replaceMentions(
  text: string,
  replace: (name: string, id: Id, of: MentionedKind, written: string) => string,
): string {
  return text.replace(everyMention, (written, name: string, of: string, id: Id) =>
    replace(unescaped(name), id.toLowerCase(), kindOf(of), written),
  )
}

/** The text with each mention as `@name`; everything else as it was typed. */
export function mentionsAsNames(text: string): string {
  return replaceMentions(text, (name) => `@${name}`)
}

function kindOf(scheme: string): MentionedKind {
  return scheme.toLowerCase() === 'group' ? 'group' : 'person'
}

function unescaped(name: string): string {
  return name.replace(/\\(.)/g, '$1')
}
