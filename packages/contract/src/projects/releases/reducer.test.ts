import { buildProject, buildRelease, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { ReleasesState } from './entity.ts'
import { applyReleases, mergeReleasesPage } from './reducer.ts'

const older = buildRelease({ id: idOf(5) })
const state: ReleasesState = { data: [older], nextCursor: idOf(5) }
const published = (id: number) => ({
  ...eventBase('project.published'),
  project: buildProject(),
  items: [],
  release: buildRelease({ id: idOf(id) }),
})

describe('applyReleases', () => {
  it('puts a new release on top, once', () => {
    const next = applyReleases(state, published(7))
    expect(next.data.map((release) => release.id)).toEqual([idOf(7), idOf(5)])
    expect(applyReleases(next, published(7))).toBe(next)
  })

  it('leaves what belongs to a later page, and other events, alone', () => {
    expect(applyReleases(state, published(3))).toBe(state)
    const other = { ...eventBase('project.changed'), project: buildProject() }
    expect(applyReleases(state, other)).toBe(state)
  })

  it('goes on with the next page', () => {
    const page = { data: [buildRelease({ id: idOf(2) })], nextCursor: null }
    const next = mergeReleasesPage(state, page)
    expect(next).toEqual({ data: [older, ...page.data], nextCursor: null })
  })
})
