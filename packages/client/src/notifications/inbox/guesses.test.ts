import type { InboxState } from '@copydesk/contract'
import { buildInboxEntry } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { at, buildInbox, buildNotification, idOf } from '../../../test/builders.ts'
import { twice, who } from '../../../test/guesses.ts'
import * as guesses from './guesses.ts'

const later = '2031-01-01T00:00:00.000Z'

describe('guesses about the inbox', () => {
  const one = buildNotification({ id: idOf(50) })
  const two = buildNotification({ id: idOf(49), offset: 51, seenAt: at })
  const state = buildInbox(two, one)
  const [, entry] = state.data

  it('mark one as read and count it', () => {
    const next = twice(guesses.guessChange(who, [one.id], { read: true }), state)
    expect(next.data[1]).toMatchObject({ unread: 0, latest: { readAt: who.at, seenAt: who.at } })
    expect(next.counts).toEqual({ unread: 1, unseen: 0 })
  })

  it('mark one as unread again', () => {
    const read = buildInbox({ ...one, readAt: at, seenAt: at })
    const next = twice(guesses.guessChange(who, [one.id], { read: false }), read)
    expect(next.data[0]).toMatchObject({ unread: 1, latest: { readAt: null, seenAt: at } })
    expect(next.counts).toEqual({ unread: 1, unseen: 0 })
  })

  it('take away what is archived or snoozed, and count it no more', () => {
    for (const change of [{ archived: true }, { snoozedUntil: later }]) {
      const next = twice(guesses.guessChange(who, [one.id, two.id], change), state)
      expect(next).toMatchObject({ data: [], counts: { unread: 0, unseen: 0 } })
    }
  })

  it('bring back what was archived or snoozed, with what it counts', () => {
    for (const [away, change] of [
      [{ archivedAt: at }, { archived: false }],
      [{ snoozedUntil: later }, { snoozedUntil: null }],
    ] as const) {
      const filter = 'archivedAt' in away ? 'archived' : 'snoozed'
      const put: InboxState = { ...state, filter, data: [buildInboxEntry({ latest: one, ...away })] }
      const next = twice(guesses.guessChange(who, [one.id], change), put)
      expect(next).toMatchObject({ data: [], counts: { unread: 3, unseen: 2 } })
    }
  })

  it('take away all up to one, or what of it is read, and leave what is newer', () => {
    const [newest, oldest] = state.data
    if (!newest || !oldest) throw new Error('Two entries')
    const all = twice(guesses.guessAllArchived(who, oldest, false), state)
    expect(all).toMatchObject({ data: [newest], counts: { unread: 1, unseen: 0 } })
    expect(guesses.guessAllArchived(who, newest, true)(state)).toBe(state)
  })

  it('say nothing of what is not on screen', () => {
    expect(guesses.guessChange(who, [idOf(99)], { read: true })(state)).toBe(state)
  })

  it('take over what the server made of it, with its counts', () => {
    const latest = { ...one, readAt: at, seenAt: at, revision: 2 }
    const known = guesses.knownEntries(who, [buildInboxEntry({ ...entry, latest, revision: 2, unread: 0 })])
    expect(twice(known, state).counts).toEqual({ unread: 1, unseen: 1 })
  })

  it('mark everything up to one as read, or seen, and leave what is newer', () => {
    const [newest, oldest] = state.data
    if (!newest || !oldest) throw new Error('Two entries')
    expect(twice(guesses.guessAllRead(who, newest), state).counts).toEqual({ unread: 0, unseen: 0 })
    expect(twice(guesses.guessAllRead(who, oldest), state).counts).toEqual({ unread: 1, unseen: 0 })
    const seen = twice(guesses.guessAllSeen(who, newest), state)
    expect(seen.counts).toEqual({ unread: 2, unseen: 0 })
    expect(seen.data.every((row) => row.unread === 1 && row.latest.seenAt !== null)).toBe(true)
  })
})
