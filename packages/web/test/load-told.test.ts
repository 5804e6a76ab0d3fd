import type { Notification } from '@copydesk/contract'
import { buildNotification, idOf } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import { type LoadTold, loadTold } from '../src/screens/inbox/load-told.ts'

/** Newest first. */
const all: Notification[] = Array.from({ length: 430 }, (_, index) =>
  buildNotification({ id: idOf(1000 - index) }),
)
const asked: number[] = []
const load: LoadTold = async ({ cursor, limit = 50 }) => {
  asked.push(limit)
  const start = cursor === undefined ? 0 : Number(cursor)
  const end = start + limit
  return { data: all.slice(start, end), nextCursor: end < all.length ? String(end) : null }
}

it('begins with the newest, goes on from where it was, and reads as many anew as were shown', async () => {
  const first = await loadTold(load, null, 1)
  expect(first).toEqual({ notifications: all.slice(0, 50), nextCursor: '50' })
  const second = await loadTold(load, first, 100)
  expect(second).toEqual({ notifications: all.slice(0, 100), nextCursor: '100' })
  asked.length = 0
  expect((await loadTold(load, null, 230)).notifications).toEqual(all.slice(0, 250))
  expect(asked).toEqual([200, 50])
  expect(await loadTold(load, null, 9999)).toEqual({ notifications: all, nextCursor: null })
})
