import { buildNotification, eventBase, idOf, instantOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { arrivalKey } from './arrival.ts'
import type { InboxState } from './entity.ts'
import { applyInbox, markRead } from './reducer.ts'

const first = buildNotification({ id: idOf(2), offset: 1 })
const second = buildNotification({ id: idOf(1), offset: 2 })
const state: InboxState = {
  data: [second, first],
  nextCursor: null,
  filter: 'all',
  counts: { unread: 2, unseen: 2 },
}
const unread: InboxState = { ...state, filter: 'unread' }

describe('applyInbox', () => {
  it('puts new notifications first and takes the counts over', () => {
    const event = {
      ...eventBase('notification.created'),
      notifications: [buildNotification({ id: idOf(0), offset: 3 })],
      counts: { unread: 30, unseen: 3 },
    }
    const next = applyInbox(state, event)
    expect(next.data.map((row) => row.id)).toEqual([0, 1, 2].map(idOf))
    expect(next.counts).toEqual({ unread: 30, unseen: 3 })
    expect(applyInbox(next, structuredClone(event))).toBe(next)
  })

  it('under "unread" drops what was read and takes back what is unread again', () => {
    const read = { ...first, readAt: instantOf(1), revision: 2 }
    const dropped = applyInbox(unread, {
      ...eventBase('notification.changed'),
      notifications: [read],
      counts: { unread: 1, unseen: 2 },
    })
    expect(dropped.data).toEqual([second])
    const again = { ...first, revision: 3 }
    const back = applyInbox(dropped, {
      ...eventBase('notification.changed'),
      notifications: [again],
      counts: { unread: 2, unseen: 2 },
    })
    expect(back.data).toEqual([second, again])
  })

  it('outside the window changes only the counts', () => {
    const windowed: InboxState = { ...state, data: [second], nextCursor: arrivalKey(second) }
    const next = applyInbox(windowed, {
      ...eventBase('notification.changed'),
      notifications: [{ ...first, readAt: instantOf(1), revision: 2 }],
      counts: { unread: 1, unseen: 2 },
    })
    expect(next.data).toBe(windowed.data)
    expect(next.counts).toEqual({ unread: 1, unseen: 2 })
  })

  it('marks everything up to an offset as read, and leaves newer ones alone', () => {
    const event = {
      ...eventBase('notification.all_read', 9),
      upToId: first.id,
      upToOffset: 1,
      counts: { unread: 1, unseen: 1 },
    }
    const next = applyInbox(state, event)
    expect(next.data[0]).toBe(second)
    expect(next.data[1]).toEqual(markRead(first, instantOf(9)))
    expect(applyInbox(unread, event).data).toEqual([second])
  })

  it('marks everything up to an offset as seen without marking it read', () => {
    const event = {
      ...eventBase('notification.all_seen', 9),
      upToId: second.id,
      upToOffset: 2,
      counts: { unread: 2, unseen: 0 },
    }
    const next = applyInbox(unread, event)
    expect(next.data.map((row) => [row.seenAt, row.readAt])).toEqual([
      [instantOf(9), null],
      [instantOf(9), null],
    ])
    expect(applyInbox(next, event)).toBe(next)
  })

  it('goes by ids among those from before offsets were kept, and takes all of them for older', () => {
    const old = [idOf(4), idOf(3)].map((id) => buildNotification({ id, offset: 0 }))
    const mixed: InboxState = { ...state, data: [second, first, ...old] }
    const read = (place: object) =>
      applyInbox(mixed, { ...eventBase('notification.all_read', 9), ...place, counts: state.counts } as never)
        .data.filter((row) => row.readAt !== null)
        .map((row) => row.id)
    expect(read({ upToId: idOf(3), upToOffset: 0 })).toEqual([idOf(3)])
    expect(read({ upToId: idOf(2), upToOffset: 1 })).toEqual([first.id, idOf(4), idOf(3)])
    expect(read({ upToId: idOf(3) })).toEqual([second.id, first.id, idOf(3)])
  })
})
