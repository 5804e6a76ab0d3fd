/** Whom one can mention while one types: finds what is being typed, finds people and groups for it, and inserts. Pure. */
import type { Group, Id, Person } from '@copydesk/contract'
import type { Mention, MentionSign } from './mentions.ts'

/** Whom one can mention. */
export interface Mentionable {
  people: readonly Person[]
  groups: readonly Group[]
}

/** Somebody to mention, with what tells them from others of the name. */
export interface Candidate extends Mention {
  name: string
  detail: string
}

/** The beginning of a mention at the caret. */
export interface MentionQuery {
  sign: MentionSign
  /** Index of the sign. */
  start: number
  /** What follows it, up to the caret. */
  text: string
}

/** A mention begins at a word's start; a name has at most three words, so that a sentence is not one. */
const nameBeingTyped = /(?:^|[\s(["'])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*){0,2})$/u
/** A space right after the sign makes a heading. */
const titleBeingTyped = /(?:^|[\s(["'])#((?:[^\s#]+(?: [^\s#]*){0,4})?)$/u

/** What is being typed as a mention before the caret, or null. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(Math.max(0, caret - 80), caret)
  const name = nameBeingTyped.exec(before)?.[1]
  const typed = name ?? titleBeingTyped.exec(before)?.[1]
  if (typed === undefined) return null
  return { sign: name === undefined ? '#' : '@', start: caret - typed.length - 1, text: typed }
}

/** Folds case and accents, so that "jose" finds "José". */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/**
 * Those whose name, or a word of it, begins with the query; those whose whole name does come first, people before
 * groups. Only who works here.
 */
export function findMentionable({ people, groups }: Mentionable, query: string, max = 6): Candidate[] {
  const active = people.filter(({ state }) => state === 'active')
  const candidates = [
    ...active.map((person): Candidate => {
      const isShared = isNameOfOther(person, people) || isNameOfOther(person, groups)
      const label = isShared ? `${person.name} (${person.email})` : person.name
      return { of: 'person', id: person.id, name: person.name, label, detail: person.email }
    }),
    ...groups.map((group): Candidate => {
      const count = toldBy([group.id], { people, groups })
      const label = isNameOfOther(group, people) ? `${group.name} (group)` : group.name
      const detail = count === 1 ? '1 person' : `${count} people`
      return { of: 'group', id: group.id, name: group.name, label, detail }
    }),
  ]
  const wanted = folded(query)
  const beginning = candidates.filter(({ name }) => folded(name).startsWith(wanted))
  const within = candidates.filter(
    (one) => !beginning.includes(one) && folded(one.name).includes(` ${wanted}`),
  )
  return [...beginning, ...within].slice(0, max)
}

function isNameOfOther({ id, name }: Named, others: readonly Named[]): boolean {
  return others.some((other) => other.id !== id && other.name === name)
}

interface Named {
  id: Id
  name: string
}

/** How many people these groups tell, whoever they hold twice being one. */
export function toldBy(groupIds: readonly Id[], { people, groups }: Mentionable): number {
  const active = new Set(people.flatMap(({ id, state }) => (state === 'active' ? [id] : [])))
  const members = groups.flatMap(({ id, memberIds }) => (groupIds.includes(id) ? memberIds : []))
  return new Set(members.filter((id) => active.has(id))).size
}

/** The text with the mention in place of what was typed, and where the caret goes. */
export function insertMention(
  text: string,
  { sign, start, text: typed }: MentionQuery,
  label: string,
): { text: string; caret: number } {
  const after = text.slice(start + 1 + typed.length)
  const inserted = `${sign}${label}${after.startsWith(' ') ? '' : ' '}`
  const caret = start + inserted.length + (after.startsWith(' ') ? 1 : 0)
  return { text: text.slice(0, start) + inserted + after, caret }
}
