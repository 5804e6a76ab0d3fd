import { type Notification, notificationKinds, notificationReasons } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { deedOf, placeOf, reasonOf } from '../src/notifications/describe.ts'

function buildNotification(part: Partial<Notification>): Notification {
  return {
    id: 'n1',
    revision: 1,
    kind: 'comment.created',
    reason: 'owner',
    actor: { id: 'anna', kind: 'person' },
    projectId: 'p1',
    projectName: 'Spring campaign',
    itemId: null,
    itemTitle: null,
    commentId: null,
    excerpt: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    seenAt: null,
    readAt: null,
    ...part,
  }
}

describe('a notification in words', () => {
  it.each([
    [{ reason: 'mention' }, 'mentioned you in', 'Spring campaign'],
    [{ reason: 'reply', itemTitle: 'Prices' }, 'replied to you in', 'Prices'],
    [{ reason: 'author', itemTitle: 'Prices' }, 'commented on', 'Prices'],
    [{ kind: 'item.status_changed', itemTitle: 'Prices' }, 'changed the status of', 'Prices'],
    [{ kind: 'item.assigned', itemTitle: 'Prices' }, 'assigned you', 'Prices'],
    [{ kind: 'project.published', itemTitle: 'Prices' }, 'published', 'Spring campaign'],
  ] satisfies [Partial<Notification>, string, string][])('%j reads "%s %s"', (part, verb, object) => {
    expect(deedOf(buildNotification(part))).toEqual({ verb, object })
  })

  it('has words for every kind and every reason', () => {
    for (const kind of notificationKinds) {
      for (const reason of notificationReasons) {
        const notification = buildNotification({ kind, reason })
        expect(deedOf(notification).verb).not.toBe('')
        expect(reasonOf(notification)).not.toBe('')
      }
    }
  })

  it('leads to the item and the comment it is about', () => {
    expect(placeOf(buildNotification({}))).toBe('/projects/p1')
    expect(placeOf(buildNotification({ itemId: 'i1', commentId: 'c1' }))).toBe(
      '/projects/p1?item=i1&comment=c1',
    )
  })
})
