import type { Group, Person } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { findMentionable, insertMention, mentionQueryAt, toldBy } from './mentionable.ts'
import { decodeMentions, encodeMentions, freeLabel } from './mentions.ts'

const person = (id: string, name: string): Person => ({
  id,
  name,
  revision: 1,
  email: `${id}@example.org`,
  state: 'active',
  role: 'editor',
  createdAt: '2026-01-01T00:00:00.000Z',
})
const anna = person('01890000-0000-7000-8000-00000000000a', 'Anna Berg')
const ann = person('01890000-0000-7000-8000-00000000000b', 'Ann')
const jose = person('01890000-0000-7000-8000-00000000000c', 'José Bergman')
const people = [anna, ann, jose]
const group = (id: string, name: string, ...members: Person[]): Group => ({
  id,
  name,
  revision: 1,
  memberIds: members.map((member) => member.id),
  isManaged: false,
  createdAt: '2026-01-01T00:00:00.000Z',
})
const legal = group('01890000-0000-7000-8000-0000000000a1', 'Legal', anna, jose)
const everyone = { people, groups: [legal] }
const found = (query: string, max?: number) => findMentionable(everyone, query, max).map(({ id }) => id)
const ids = (...named: { id: string }[]) => named.map(({ id }) => id)

describe('what is being typed', () => {
  it.each([
    ['@', 0, ''],
    ['Hello @an', 6, 'an'],
    ['(@anna b', 1, 'anna b'],
    ['one\n@jo', 4, 'jo'],
  ])('%j is a mention', (text, start, query) => {
    expect(mentionQueryAt(text, text.length)).toEqual({ sign: '@', start, text: query })
  })

  it.each(['', 'anna', 'mail anna@example', '@a b c d', '@anna\n', 'a@'])('%j is none', (text) => {
    expect(mentionQueryAt(text, text.length)).toBeNull()
  })

  it.each([
    ['#', 0, ''],
    ['see #Home pa', 4, 'Home pa'],
    ['(#"Prices" & more', 1, '"Prices" & more'],
  ])('%j is the title of content', (text, start, query) => {
    expect(mentionQueryAt(text, text.length)).toEqual({ sign: '#', start, text: query })
  })

  it.each(['# Heading', '## Heading', 'a#b', '#a\n'])('%j is no title', (text) => {
    expect(mentionQueryAt(text, text.length)).toBeNull()
  })

  it('looks at the text before the caret only', () => {
    expect(mentionQueryAt('@an is here', 3)).toEqual({ sign: '@', start: 0, text: 'an' })
  })
})

describe('people for it', () => {
  it('finds by the beginning of any word, whole names first, whatever the accents', () => {
    expect(found('berg')).toEqual(ids(anna, jose))
    expect(found('ann')).toEqual(ids(anna, ann))
    expect(found('jose b')).toEqual(ids(jose))
    expect(found('nna')).toEqual([])
    expect(found('le')).toEqual(ids(legal))
  })

  it('offers everyone for the sign alone, up to the limit', () => {
    expect(found('', 2)).toEqual(ids(anna, ann))
  })

  it('tells two people of the same name apart', () => {
    const other = person('01890000-0000-7000-8000-00000000000d', 'Ann')
    const named = group('01890000-0000-7000-8000-0000000000a2', 'José Bergman', anna)
    const among = { people: [...people, other], groups: [legal, named] }
    const labels = (query: string) => findMentionable(among, query).map(({ label }) => label)
    expect(labels('ann')).toEqual(['Anna Berg', `Ann (${ann.email})`, `Ann (${other.email})`])
    expect(labels('jos')).toEqual([`José Bergman (${jose.email})`, 'José Bergman (group)'])
  })

  it('counts whom groups tell, each once, and only who works here', () => {
    const all = group('01890000-0000-7000-8000-0000000000a3', 'All', anna, ann)
    const kept = { people: [{ ...anna, state: 'deactivated' as const }, ann, jose], groups: [legal, all] }
    expect(toldBy([legal.id, all.id], { people, groups: [legal, all] })).toBe(3)
    expect(toldBy([legal.id], kept)).toBe(1)
    expect(toldBy([], kept)).toBe(0)
  })
})

describe('inserting', () => {
  it('replaces what was typed and leaves one space behind it', () => {
    expect(insertMention('Hi @an', { sign: '@', start: 3, text: 'an' }, 'Anna Berg')).toEqual({
      text: 'Hi @Anna Berg ',
      caret: 14,
    })
    expect(insertMention('Hi @an !', { sign: '@', start: 3, text: 'an' }, 'Anna Berg')).toEqual({
      text: 'Hi @Anna Berg !',
      caret: 14,
    })
  })
})

describe('translating', () => {
  const mentions = [
    { label: 'Ann', of: 'person' as const, id: ann.id },
    { label: 'Anna Berg', of: 'person' as const, id: anna.id },
    { label: 'Legal', of: 'group' as const, id: legal.id },
  ]

  it('sends mentions as links, the longest name first', () => {
    expect(encodeMentions('@Anna Berg and @Ann, not @Annabel', mentions)).toBe(
      `@[Anna Berg](person:${anna.id}) and @[Ann](person:${ann.id}), not @Annabel`,
    )
  })

  it('leaves names alone that nobody chose', () => {
    expect(encodeMentions('@Anna Berg', [])).toBe('@Anna Berg')
  })

  it('tells content from people of the same name', () => {
    const home = { label: 'Ann', of: 'content' as const, id: jose.id }
    const body = encodeMentions('@Ann wrote #Ann, #Annex', [...mentions, home])
    expect(body).toBe(`@[Ann](person:${ann.id}) wrote [#Ann](content:${jose.id}), #Annex`)
    const decoded = decodeMentions(body)
    expect(decoded).toEqual({ text: '@Ann wrote #Ann, #Annex', mentions: [mentions[0], home] })
    expect(encodeMentions(decoded.text, decoded.mentions)).toBe(body)
  })

  it('names two items of one title by two labels', () => {
    const first = { label: 'Home', of: 'content' as const, id: ann.id }
    const second = { ...first, id: anna.id }
    expect(freeLabel(first, [first])).toBe('Home')
    expect(freeLabel(second, [first, { ...first, of: 'person' }])).toBe('Home (2)')
  })

  it('comes back as it was, also with brackets in a name', () => {
    const odd = { label: 'Li [QA] \\o/', of: 'person' as const, id: jose.id }
    const body = encodeMentions('Ask @Li [QA] \\o/, @Legal and @Ann.', [odd, ...mentions])
    const decoded = decodeMentions(body)
    expect(decoded).toEqual({
      text: 'Ask @Li [QA] \\o/, @Legal and @Ann.',
      mentions: [odd, mentions[2], mentions[0]],
    })
    expect(encodeMentions(decoded.text, decoded.mentions)).toBe(body)
  })
})
