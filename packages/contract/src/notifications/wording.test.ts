import { buildNotification } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { type Notification, notificationKinds, notificationReasons } from './entity.ts'
import { deedOf, detailOf, reasonOf } from './wording.ts'

describe('a notification in words', () => {
  it.each([
    [{ reason: 'mention' }, 'mentioned you in', 'Spring campaign'],
    [{ reason: 'reply', itemTitle: 'Prices' }, 'replied to you in', 'Prices'],
    [{ reason: 'author', itemTitle: 'Prices' }, 'commented on', 'Prices'],
    [{ kind: 'item.status_changed', itemTitle: 'Prices' }, 'changed the status of', 'Prices'],
    [{ kind: 'item.assigned', itemTitle: 'Prices' }, 'assigned you', 'Prices'],
    [{ kind: 'project.published', itemTitle: 'Prices' }, 'published', 'Spring campaign'],
    [{ kind: 'version.published', projectName: null, itemTitle: 'Prices' }, 'published', 'Prices'],
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

  const change = { from: 'draft', to: 'in_review', reason: null } as const
  it.each([
    ['item.status_changed', { change }, 'draft → in review'],
    ['item.status_changed', { change, itemCount: 2 }, 'draft → in review, and 1 more'],
    [
      'item.status_changed',
      { change: { from: 'in_review', to: 'rejected', reason: 'Too long' } },
      'in review → rejected: Too long',
    ],
    ['item.assigned', {}, ''],
    ['item.assigned', { itemCount: 3 }, 'and 2 more'],
    ['project.published', { itemCount: 1 }, '1 item'],
    ['project.published', { itemCount: 2 }, '2 items'],
    ['version.published', { versionNumber: 3 }, 'version 3'],
  ] satisfies [Notification['kind'], Notification['facts'], string][])(
    '%s of %j adds "%s"',
    (kind, facts, detail) => {
      expect(detailOf(buildNotification({ kind, facts, excerpt: 'words of another time' }))).toBe(detail)
    },
  )

  it('quotes a comment, and shows what was put into words before there were facts', () => {
    expect(detailOf(buildNotification({ facts: null, excerpt: 'Looks good.' }))).toBe('Looks good.')
    const old = { kind: 'project.published', facts: undefined, excerpt: '3 items' } as unknown as Notification
    expect(detailOf(old)).toBe('3 items')
  })
})
