/**
 * Mentions while one writes: `@Anna Berg` in the text field, `@[Anna Berg](person:id)` in what is sent. Pure:
 * finds what is being typed, finds people for it, inserts, and translates both ways.
 */
import { type Id, type Person, replaceMentions, writeMention } from '@copydesk/contract'

/** Someone mentioned in a text: what stands after the `@`, and who that is. */
export interface Mention {
  label: string
  id: Id
}

/** The beginning of a mention at the caret. */
export interface MentionQuery {
  /** Index of the `@`. */
  start: number
  /** What follows it, up to the caret. */
  text: string
}

/** A mention begins at a word's start; a name has at most three words, so that a sentence is not one. */
const beingTyped = /(?:^|[\s(["'])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*){0,2})$/u

/** What is being typed as a mention before the caret, or null. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | null {
  const match = beingTyped.exec(text.slice(Math.max(0, caret - 80), caret))
  if (match?.[1] === undefined) return null
  return { start: caret - match[1].length - 1, text: match[1] }
}

/** Folds case and accents, so that "jose" finds "José". */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The people whose name, or a word of it, begins with the query; those whose whole name does come first. Only who works here. */
export function findPeople(everybody: readonly Person[], query: string, max = 6): Person[] {
  const people = everybody.filter(({ state }) => state === 'active')
  const wanted = folded(query)
  const beginning = people.filter((person) => folded(person.name).startsWith(wanted))
  const within = people.filter(
    (person) => !beginning.includes(person) && folded(person.name).includes(` ${wanted}`),
  )
  return [...beginning, ...within].slice(0, max)
}

/** What stands after the `@` for a person: the name, made unique where two people share it. */
export function labelOf(person: Person, people: readonly Person[]): string {
  const isShared = people.some((other) => other.id !== person.id && other.name === person.name)
  return isShared ? `${person.name} (${person.email})` : person.name
}

/** The text with the mention in place of what was typed, and where the caret goes. */
export function insertMention(
  text: string,
  { start, text: typed }: MentionQuery,
  label: string,
): { text: string; caret: number } {
  const after = text.slice(start + 1 + typed.length)
  const inserted = `@${label}${after.startsWith(' ') ? '' : ' '}`
  const caret = start + inserted.length + (after.startsWith(' ') ? 1 : 0)
  return { text: text.slice(0, start) + inserted + after, caret }
}

/** The text as a pattern that matches just it; `RegExp.escape` is too new for the browsers we serve. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** The body to send: each known mention in the text as a link to its person. */
export function encodeMentions(text: string, mentions: readonly Mention[]): string {
  const byLabel = new Map(mentions.map((mention) => [mention.label, mention]))
  // The longest label first: "Ann" must not take the beginning of "Ann Lee".
  const labels = [...byLabel.keys()].sort((a, b) => b.length - a.length)
  if (labels.length === 0) return text
  const known = new RegExp(`@(${labels.map(literally).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return text.replace(known, (whole, label: string) => {
    const mention = byLabel.get(label)
    return mention ? writeMention(label, mention.id) : whole
  })
}

/** The text to edit and the mentions in it, out of a body. */
export function decodeMentions(body: string): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = []
  const text = replaceMentions(body, (label, id, written) => {
    const known = mentions.find((mention) => mention.label === label)
    // Of two people with one name, the second stays as it is sent.
    if (known && known.id !== id) return written
    if (!known) mentions.push({ label, id })
    return `@${label}`
  })
  return { text, mentions }
}
