import type { ContentSummary, LanguageState } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { addablesOf, withInTitle } from './addable.ts'

const language = (change: Partial<LanguageState>): LanguageState => ({
  language: 'en',
  versionId: 'version',
  number: 3,
  status: 'draft',
  title: 'Coats',
  publishedNumber: null,
  projectId: null,
  ...change,
})
const content = (...languages: LanguageState[]): ContentSummary => ({
  id: 'content',
  revision: 1,
  type: 'page',
  title: 'Coats',
  languages,
  projectIds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: { id: 'anna', kind: 'person' },
})
const wordsFor = (change: Partial<LanguageState>) => {
  const [entry] = addablesOf([content(language(change))], 'here', [{ id: 'there', name: 'Spring' }])
  return [entry?.words, entry?.isInProject]
}

it('finds content by the title of any of its languages, whatever the case', () => {
  const coats = content(language({}), language({ language: 'sv', title: 'Kappor' }))
  const hats = content(language({ title: 'Hats' }))
  expect(withInTitle([coats, hats], ' kapp')).toEqual([coats])
  expect(withInTitle([coats, hats], 'a')).toEqual([coats, hats])
  expect(withInTitle([coats, hats], 'gloves')).toEqual([])
})

describe('what can be added', () => {
  it('is each language of each content item', () => {
    const entries = addablesOf([content(language({}), language({ language: 'sv' }))], 'here', [])
    expect(entries.map((entry) => entry.id)).toEqual(['content en', 'content sv'])
  })

  it('says what adding it means', () => {
    expect(wordsFor({})).toEqual(['version 3', false])
    expect(wordsFor({ projectId: 'here' })).toEqual(['in this project', true])
    expect(wordsFor({ projectId: 'there' })).toEqual(['in Spring, adds a new draft', false])
    expect(wordsFor({ projectId: 'hidden' })).toEqual(['in another project, adds a new draft', false])
    expect(wordsFor({ status: 'published' })).toEqual(['adds a new draft', false])
    expect(wordsFor({ status: 'published', projectId: 'here' })).toEqual(['adds a new draft', false])
  })
})
