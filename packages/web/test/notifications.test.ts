import { describe, expect, it } from 'vitest'
import { placeOf } from '../src/notifications/place-of.ts'

const place = {
  kind: 'comment.created' as const,
  projectId: 'p1',
  itemId: null,
  commentId: null,
  contentId: null,
  versionId: null,
}

describe('a notification', () => {
  it('leads to the item and the comment it is about', () => {
    expect(placeOf(place)).toBe('/projects/p1')
    expect(placeOf({ ...place, itemId: 'i1', commentId: 'c1' })).toBe('/projects/p1?item=i1&comment=c1')
    expect(placeOf({ ...place, kind: 'task.assigned' })).toBe('/projects/p1?tab=checklist')
  })

  it('leads to the version that it is about where there is no project', () => {
    const version = { ...place, projectId: null, contentId: 'k1', versionId: 'v1' }
    expect(placeOf(version)).toBe('/content/k1?version=v1')
  })
})
