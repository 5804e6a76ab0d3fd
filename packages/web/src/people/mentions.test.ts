import type { Person } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import {
  decodeMentions,
  encodeMentions,
  findPeople,
  insertMention,
  labelOf,
  mentionQueryAt,
} from './mentions.ts'

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

describe('what is being typed', () => {
  it.each([
    ['@', 0, ''],
    ['Hello @an', 6, 'an'],
    ['(@anna b', 1, 'anna b'],
    ['one\n@jo', 4, 'jo'],
  ])('%j is a mention', (text, start, query) => {
    expect(mentionQueryAt(text, text.length)).toEqual({ start, text: query })
  })

  it.each(['', 'anna', 'mail anna@example', '@a b c d', '@anna\n', 'a@'])('%j is none', (text) => {
    expect(mentionQueryAt(text, text.length)).toBeNull()
  })

  it('looks at the text before the caret only', () => {
    expect(mentionQueryAt('@an is here', 3)).toEqual({ start: 0, text: 'an' })
  })
})

describe('people for it', () => {
  it('finds by the beginning of any word, whole names first, whatever the accents', () => {
    expect(findPeople(people, 'berg')).toEqual([anna, jose])
    expect(findPeople(people, 'ann')).toEqual([anna, ann])
    expect(findPeople(people, 'jose b')).toEqual([jose])
    expect(findPeople(people, 'nna')).toEqual([])
  })

  it('offers everyone for the sign alone, up to the limit', () => {
    expect(findPeople(people, '', 2)).toEqual([anna, ann])
  })

  it('tells two people of the same name apart', () => {
    const other = person('01890000-0000-7000-8000-00000000000d', 'Ann')
    expect(labelOf(ann, [...people, other])).toBe(`Ann (${ann.email})`)
    expect(labelOf(anna, people)).toBe('Anna Berg')
  })
})

describe('inserting', () => {
  it('replaces what was typed and leaves one space behind it', () => {
    expect(insertMention('Hi @an', { start: 3, text: 'an' }, 'Anna Berg')).toEqual({
      text: 'Hi @Anna Berg ',
      caret: 14,
    })
    expect(insertMention('Hi @an !', { start: 3, text: 'an' }, 'Anna Berg')).toEqual({
      text: 'Hi @Anna Berg !',
      caret: 14,
    })
  })
})

describe('translating', () => {
  const mentions = [
    { label: 'Ann', id: ann.id },
    { label: 'Anna Berg', id: anna.id },
  ]

  it('sends mentions as links, the longest name first', () => {
    expect(encodeMentions('@Anna Berg and @Ann, not @Annabel', mentions)).toBe(
      `@[Anna Berg](person:${anna.id}) and @[Ann](person:${ann.id}), not @Annabel`,
    )
  })

  it('leaves names alone that nobody chose', () => {
    expect(encodeMentions('@Anna Berg', [])).toBe('@Anna Berg')
  })

  it('comes back as it was, also with brackets in a name', () => {
    const odd = { label: 'Li [QA] \\o/', id: jose.id }
    const body = encodeMentions('Ask @Li [QA] \\o/ and @Ann.', [odd, ...mentions])
    const decoded = decodeMentions(body)
    expect(decoded).toEqual({
      text: 'Ask @Li [QA] \\o/ and @Ann.',
      mentions: [odd, { label: 'Ann', id: ann.id }],
    })
    expect(encodeMentions(decoded.text, decoded.mentions)).toBe(body)
  })
})
