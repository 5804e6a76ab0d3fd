import { describe, expect, it } from 'vitest'
import { at, buildInbox, buildNotification, idOf } from '../../test/builders.ts'
import { twice, who } from '../../test/guesses.ts'
import * as guesses from './guesses.ts'

describe('guesses about the inbox', () => {
  const one = buildNotification({ id: idOf(50) })
  const two = buildNotification({ id: idOf(49), offset: 51, seenAt: at })
  const state = buildInbox(two, one)

  it('mark one as read and count it', () => {
    const next = twice(guesses.guessRead(who, one.id, true), state)
    expect(next.data[1]).toMatchObject({ readAt: who.at, seenAt: who.at })
    expect(next.counts).toEqual({ unread: 1, unseen: 0 })
  })

  it('mark one as unread again', () => {
    const read = buildInbox({ ...one, readAt: at, seenAt: at })
    const next = twice(guesses.guessRead(who, one.id, false), read)
    expect(next.data[0]).toMatchObject({ readAt: null, seenAt: at })
    expect(next.counts).toEqual({ unread: 1, unseen: 0 })
  })

  it('say nothing of what is not on screen', () => {
    expect(guesses.guessRead(who, idOf(99), true)(state)).toBe(state)
  })

  it('take over what the server made of it, with its counts', () => {
    const known = guesses.knownNotification(who, { ...one, readAt: at, seenAt: at, revision: 2 })
    expect(twice(known, state).counts).toEqual({ unread: 1, unseen: 0 })
  })

  it('mark everything up to one as read, or seen, and leave what is newer', () => {
    expect(twice(guesses.guessAllRead(who, two), state).counts).toEqual({ unread: 0, unseen: 0 })
    expect(twice(guesses.guessAllRead(who, one), state).counts).toEqual({ unread: 1, unseen: 0 })
    const seen = twice(guesses.guessAllSeen(who, two), state)
    expect(seen.counts).toEqual({ unread: 2, unseen: 0 })
    expect(seen.data.every((row) => row.readAt === null && row.seenAt !== null)).toBe(true)
  })
})
