import { eventBase, idOf, instantOf } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import type { OwnSession, OwnSessions } from './entity.ts'
import { applyOwnSessions } from './reducer.ts'

const session = (number: number): OwnSession => ({
  id: idOf(number),
  device: 'Firefox on Linux',
  startedAt: instantOf(number),
  lastSeenAt: instantOf(number),
})
const state: OwnSessions = { data: [session(2), session(1)], nextCursor: null, currentId: idOf(1) }

it('puts a new sign-in first, once', () => {
  const started = { ...eventBase('session.started'), session: session(3) }
  const next = applyOwnSessions(state, started)
  expect(next.data.map(({ id }) => id)).toEqual([3, 2, 1].map(idOf))
  expect(applyOwnSessions(next, started)).toBe(next)
})

it('takes away those that ended', () => {
  const ended = { ...eventBase('session.ended'), sessionIds: [idOf(2), idOf(9)] }
  const next = applyOwnSessions(state, ended)
  expect(next.data.map(({ id }) => id)).toEqual([idOf(1)])
  expect(applyOwnSessions(next, ended)).toBe(next)
})
