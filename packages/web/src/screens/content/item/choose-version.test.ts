import type { ContentState, Status, VersionSummary } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { chooseVersion, openDraftAfter, versionsIn } from './choose-version.ts'

const actor = { id: 'anna', kind: 'person' } as const
const at = '2026-01-01T00:00:00.000Z'
const version = (id: string, language: string, number: number, status: Status = 'draft'): VersionSummary => ({
  id,
  language,
  number,
  status,
  revision: 1,
  contentId: 'content',
  title: id,
  textRevision: 1,
  author: actor,
  baseVersionId: null,
  editedBy: actor,
  rejection: null,
  approvals: null,
  projectId: null,
  itemId: null,
  schedule: null,
  createdAt: at,
  updatedAt: at,
})
const first = version('en1', 'en', 1, 'published')
const second = version('en2', 'en', 2)
const swedish = version('sv1', 'sv', 1)
const content: ContentState = {
  id: 'content',
  revision: 1,
  type: 'page',
  title: 'en2',
  languages: ['en', 'sv'].map((language) => ({
    language,
    versionId: 'x',
    number: 1,
    status: 'draft',
    title: 'x',
    publishedNumber: null,
    projectId: null,
  })),
  projectIds: [],
  createdAt: at,
  updatedAt: at,
  updatedBy: actor,
  versions: [swedish, second, first],
}
const choose = (versionId: string | null, language: string | null) =>
  chooseVersion(content, { versionId, language })?.id

describe('the version to show', () => {
  it('is the one named, whatever the language', () => {
    expect(choose('en1', 'sv')).toBe('en1')
  })

  it('is the newest of the language', () => {
    expect(choose(null, 'sv')).toBe('sv1')
    expect(choose('unknown', 'en')).toBe('en2')
  })

  it('is the newest of the first language without any wish, or one that cannot be met', () => {
    expect(choose(null, null)).toBe('en2')
    expect(choose(null, 'fi')).toBe('en2')
  })
})

describe('the versions of a language', () => {
  it('come newest first', () => {
    expect(versionsIn(content, 'en').map((one) => one.number)).toEqual([2, 1])
  })

  it('may have an open draft after an older one', () => {
    expect(openDraftAfter(content, first)).toBe(second)
    expect(openDraftAfter(content, second)).toBeUndefined()
    const published = { ...content, versions: [{ ...second, status: 'published' as const }, first] }
    expect(openDraftAfter(published, first)).toBeUndefined()
  })
})
