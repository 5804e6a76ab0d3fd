import type {
  NotificationKind,
  NotificationReason,
  SubscriptionKey,
  SubscriptionLevel,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import type { WatchedPlace } from './place.ts'
import { wantedOf } from './wanted.ts'

const item = { id: 'one', contentId: 'text' }
const place: WatchedPlace = {
  threadId: 'talk',
  items: [item],
  projectId: 'spring',
  versionId: null,
  contentId: null,
}
type Own = Partial<Record<string, SubscriptionLevel>>

function wanted(
  reason: NotificationReason,
  own: Own,
  kind: NotificationKind = 'comment.created',
  at = place,
) {
  const levels = new Map(Object.entries(own) as [SubscriptionKey, SubscriptionLevel][])
  return wantedOf({ personId: 'ben', reason }, { kind, place: at }, levels)
}

describe('what somebody watches or mutes', () => {
  it.each<[string, NotificationReason, Own, boolean]>([
    ['nothing said', 'author', {}, true],
    ['a muted project', 'author', { 'project:spring': 'muted' }, false],
    ['a muted site', 'reply', { site: 'muted' }, false],
    [
      'a watched thread in a muted project',
      'reply',
      { 'thread:talk': 'watching', 'project:spring': 'muted' },
      true,
    ],
    [
      'a muted thread in a watched project',
      'watching',
      { 'thread:talk': 'muted', 'project:spring': 'watching' },
      false,
    ],
    [
      'a muted text in a watched project',
      'watching',
      { 'content:text': 'muted', 'project:spring': 'watching' },
      false,
    ],
    ['a watched item of a muted text', 'watching', { 'item:one': 'watching', 'content:text': 'muted' }, true],
    ['a thread that was only taken part in, in a muted item', 'reply', { 'item:one': 'muted' }, false],
    ['what is watched no more', 'watching', {}, false],
    ['a mention in a muted thread', 'mention', { 'thread:talk': 'muted', site: 'muted' }, true],
  ])('%s', (_, reason, own, isWanted) => {
    expect(wanted(reason, own) !== undefined).toBe(isWanted)
  })

  it.each<[NotificationKind, NotificationReason, boolean]>([
    ['item.assigned', 'assigned', true],
    ['task.due', 'assigned', true],
    ['approval.asked', 'approver', true],
    ['schedule.failed', 'scheduler', true],
    ['item.status_changed', 'assigned', false],
    ['schedule.failed', 'owner', false],
    ['project.published', 'author', false],
  ])('keeps nothing away that is asked of the person: %s, %s', (kind, reason, isWanted) => {
    expect(wanted(reason, { site: 'muted' }, kind) !== undefined).toBe(isWanted)
  })

  it('leaves out the muted ones of several items, and nothing where none is', () => {
    const items = ['one', 'two', 'three'].map((id) => ({ id, contentId: null }))
    const at = { ...place, threadId: null, items }
    const of = (own: Own, reason: NotificationReason = 'owner') =>
      wanted(reason, own, 'item.status_changed', at)
    expect(of({ 'item:two': 'muted' })?.itemIds).toEqual(['one', 'three'])
    expect(of({ 'item:two': 'watching', 'project:spring': 'muted' })?.itemIds).toEqual(['two'])
    expect(of({ 'project:spring': 'watching' }, 'watching')?.itemIds).toBeUndefined()
    expect(of({ 'item:one': 'muted', 'item:two': 'muted', 'item:three': 'muted' })).toBeUndefined()
  })
})
