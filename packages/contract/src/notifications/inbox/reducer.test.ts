import { buildInboxEntry, buildNotification, eventBase, idOf, instantOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { arrivalKey } from '../arrival.ts'
import type { InboxEntry, InboxFilter, InboxState } from './entity.ts'
import { applyInbox, mergeInboxPage } from './reducer.ts'

const entryOf = (number: number, offset: number, values: Partial<InboxEntry> = {}) =>
  buildInboxEntry({ latest: buildNotification({ id: idOf(number), offset }), ...values })

const first = entryOf(2, 1)
const second = entryOf(1, 2)
const state: InboxState = {
  data: [second, first],
  nextCursor: null,
  filter: 'all',
  q: '',
  counts: { unread: 2, unseen: 2 },
}
const counts = { unread: 1, unseen: 1 }
const under = (filter: InboxFilter): InboxState => ({ ...state, filter })
const changed = (...entries: InboxEntry[]) => ({
  ...eventBase('notification.changed'),
  notifications: [],
  entries,
  counts,
})

describe('applyInbox', () => {
  it('puts new entries first and takes the counts over', () => {
    const entry = entryOf(0, 3)
    const event = {
      ...eventBase('notification.created'),
      notifications: [entry.latest],
      entries: [entry],
      counts: { unread: 30, unseen: 3 },
    }
    const next = applyInbox(state, event)
    expect(next.data.map((row) => row.id)).toEqual([0, 1, 2].map(idOf))
    expect(next.counts).toEqual({ unread: 30, unseen: 3 })
    expect(applyInbox(next, structuredClone(event))).toBe(next)
  })

  it('moves an entry that something new came to up to its place', () => {
    const latest = buildNotification({ id: idOf(9), offset: 3 })
    const grown = { ...first, latest, offset: 3, size: 2, unread: 2, revision: 2 }
    expect(applyInbox(state, changed(grown)).data).toEqual([grown, second])
  })

  it.each<[filter: InboxFilter, change: Partial<InboxEntry>, isListed: boolean]>([
    ['all', { archivedAt: instantOf(1) }, false],
    ['all', { snoozedUntil: instantOf(9) }, false],
    ['all', { unread: 0 }, true],
    ['all', { size: 0 }, false],
    ['unread', { unread: 0 }, false],
    ['unread', { archivedAt: instantOf(1) }, false],
    ['mentions', { unread: 0 }, true],
    ['mentions', { mentions: 0 }, false],
    ['archived', { archivedAt: instantOf(1) }, true],
    ['archived', { snoozedUntil: instantOf(9) }, false],
    ['snoozed', { snoozedUntil: instantOf(9) }, true],
    ['snoozed', {}, false],
  ])('under "%s" lists what is %o: %s', (filter, change, isListed) => {
    const next = applyInbox(under(filter), changed({ ...first, ...change, revision: 2 }))
    expect(next.data.some(({ id }) => id === first.id)).toBe(isListed)
  })

  it('lists what the words that are looked for are in, whatever the case', () => {
    const found = entryOf(7, 7, {
      latest: buildNotification({ id: idOf(7), offset: 7, itemTitle: 'ÜBER uns' }),
    })
    const other = entryOf(8, 8)
    const next = applyInbox({ ...state, data: [], q: 'über ' }, changed(found, other))
    expect(next.data).toEqual([found])
  })

  it('outside the window changes only the counts', () => {
    const windowed: InboxState = { ...state, data: [second], nextCursor: arrivalKey(second) }
    const next = applyInbox(windowed, changed({ ...first, unread: 0, revision: 2 }))
    expect(next.data).toBe(windowed.data)
    expect(next.counts).toEqual(counts)
  })

  it('marks everything up to an offset as read, and leaves newer ones alone', () => {
    const event = {
      ...eventBase('notification.all_read', 9),
      upToId: first.latest.id,
      upToOffset: 1,
      entries: [],
      counts,
    }
    const next = applyInbox(state, event)
    expect(next.data).toEqual([
      second,
      {
        ...first,
        unread: 0,
        unseen: 0,
        revision: 2,
        latest: { ...first.latest, readAt: event.at, seenAt: event.at, revision: 2 },
      },
    ])
    expect(applyInbox(next, structuredClone(event))).toBe(next)
  })

  it('reads nothing that is archived or snoozed with all the rest, and of what got something later what came before', () => {
    const archived = { ...first, archivedAt: instantOf(1) }
    const straddling = { ...second, unread: 1, size: 2, offset: 5, revision: 4 }
    const before = { ...under('archived'), data: [archived] }
    const event = {
      ...eventBase('notification.all_read', 9),
      upToId: second.id,
      upToOffset: 4,
      entries: [{ ...straddling, revision: 5 }],
      counts,
    }
    expect(applyInbox(before, event).data).toBe(before.data)
    expect(applyInbox({ ...state, data: [straddling, first] }, event).data[0]).toMatchObject({
      unread: 1,
      revision: 5,
    })
  })

  it('marks as seen without reading', () => {
    const event = {
      ...eventBase('notification.all_seen', 9),
      upToId: second.latest.id,
      upToOffset: 2,
      entries: [],
      counts: { unread: 2, unseen: 0 },
    }
    const next = applyInbox(state, event)
    expect(next.data.map(({ unread, unseen, latest }) => [unread, unseen, latest.seenAt])).toEqual([
      [1, 0, event.at],
      [1, 0, event.at],
    ])
  })
})

describe('mergeInboxPage', () => {
  it('appends a page, keeps newer revisions and the counts', () => {
    const newer = { ...second, revision: 5, unread: 0 }
    const window: InboxState = { ...state, data: [newer], nextCursor: arrivalKey(second) }
    const page = { ...state, data: [second, first], counts: { unread: 9, unseen: 9 } }
    expect(mergeInboxPage(window, page)).toEqual({ ...state, data: [newer, first] })
  })
})
