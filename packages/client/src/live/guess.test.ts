import type { LiveState, LiveSwitch } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import {
  ada,
  at,
  buildComment,
  buildComments,
  buildInbox,
  buildItem,
  buildItems,
  buildNotification,
  buildProject,
  idOf,
  projectId,
} from '../../test/builders.ts'
import * as guesses from './guess.ts'

const who: guesses.Authorship = {
  commandId: 'c1',
  actor: { id: ada.id, kind: 'person' },
  at: '2026-01-02T00:00:00.000Z',
}

/** A guess that is there already changes nothing, so that it can be told when it is needless. */
function twice<State>(guess: (state: State) => State, state: State): State {
  const once = guess(state)
  expect(guess(once)).toBe(once)
  return once
}

describe('guesses about items', () => {
  const one = buildItem({ id: idOf(10) })
  const two = buildItem({ id: idOf(11), status: 'ready' })
  const state = buildItems(one, two)

  it('change the chosen rows and name who did it', () => {
    const next = twice(guesses.guessItems(who, [one.id], { status: 'in_review', dueAt: undefined }), state)
    expect(next.data[0]).toEqual({
      ...one,
      status: 'in_review',
      revision: 2,
      updatedAt: who.at,
      updatedBy: who.actor,
    })
    expect(next.data[1]).toBe(two)
  })

  it('leave rows alone that are so already', () => {
    expect(guesses.guessItems(who, [two.id], { status: 'ready' })(state)).toBe(state)
  })

  it('make way for newer rows after the reply', () => {
    const known = guesses.knownItems(who, [{ ...one, status: 'in_review', revision: 2 }])
    expect(twice(known, state).data[0]?.status).toBe('in_review')
    const newer = buildItems({ ...one, status: 'ready', revision: 3 }, two)
    expect(known(newer)).toBe(newer)
  })

  it('take rows out', () => {
    expect(twice(guesses.guessItemsRemoved(who, [one.id]), state).data).toEqual([two])
  })
})

describe('guesses about projects', () => {
  it('rename it where it is open and in the list, without touching the counts', () => {
    const project = buildProject({ commentCount: 7 })
    const renamed = { ...project, name: 'New', revision: 2, updatedAt: who.at }
    expect(twice(guesses.guessProject(who, { name: 'New' }), project)).toEqual(renamed)
    const list = { data: [project], nextCursor: null }
    expect(twice(guesses.guessProjectInList(who, project.id, { name: 'New' }), list).data).toEqual([renamed])
    expect(guesses.guessProjectInList(who, idOf(9), { name: 'New' })(list)).toBe(list)
  })

  it('take it out of the list', () => {
    const list = { data: [buildProject()], nextCursor: null }
    expect(twice(guesses.guessProjectDeleted(who, projectId), list).data).toEqual([])
  })
})

describe('guesses about comments', () => {
  const opening = buildComment({ id: idOf(40), itemId: idOf(10) })
  const state = buildComments(opening)

  it('put a new thread first, marked as on its way', () => {
    const next = guesses.guessComment(who, projectId, { body: 'New' })(state)
    expect(next.total).toBe(2)
    expect(next.data[0]).toMatchObject({ body: 'New', author: who.actor, parentId: null, itemId: null })
    expect(guesses.isPendingId(next.data[0]?.id ?? '')).toBe(true)
    expect(guesses.isPendingId(opening.id)).toBe(false)
  })

  it('put an answer last in its thread, about the same item', () => {
    const next = guesses.guessComment(who, projectId, { body: 'Yes', parentId: opening.id })(state)
    expect(next.data[1]).toMatchObject({ threadId: opening.id, parentId: opening.id, itemId: idOf(10) })
  })

  it('do not guess where the thread is not on screen, or another item is', () => {
    expect(guesses.guessComment(who, projectId, { body: 'Yes', parentId: idOf(99) })(state)).toBe(state)
    const ofItem = { ...buildComments(), itemId: idOf(11) }
    expect(guesses.guessComment(who, projectId, { body: 'New', itemId: idOf(10) })(ofItem)).toBe(ofItem)
  })

  it('give way to the real comment, once', () => {
    const real = buildComment({ id: idOf(41), body: 'New', author: who.actor })
    const next = twice(guesses.knownComment(who, real), state)
    expect(next.data.map((row) => row.id)).toEqual([real.id, opening.id])
    expect(next.total).toBe(2)
  })

  it('edit, and leave a trace of what is deleted', () => {
    const edited = twice(guesses.guessCommentEdited(who, opening.id, 'Better.'), state)
    expect(edited.data[0]).toMatchObject({ body: 'Better.', editedAt: who.at })
    const deleted = twice(guesses.guessCommentDeleted(who, opening.id), state)
    expect(deleted.data[0]).toMatchObject({ body: '', deletedAt: who.at })
    expect(deleted.total).toBe(0)
    expect(guesses.guessCommentEdited(who, opening.id, 'Better.')(deleted)).toBe(deleted)
  })
})

describe('guesses about the inbox', () => {
  const one = buildNotification({ id: idOf(50) })
  const two = buildNotification({ id: idOf(51), seenAt: at })
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
    expect(twice(guesses.guessAllRead(who, two.id), state).counts).toEqual({ unread: 0, unseen: 0 })
    expect(twice(guesses.guessAllRead(who, one.id), state).counts).toEqual({ unread: 1, unseen: 0 })
    const seen = twice(guesses.guessAllSeen(who, two.id), state)
    expect(seen.counts).toEqual({ unread: 2, unseen: 0 })
    expect(seen.data.every((row) => row.readAt === null && row.seenAt !== null)).toBe(true)
  })
})

describe('guesses about the switches of live updates', () => {
  const untouched: LiveSwitch = { enabled: true, changedBy: null, changedAt: null, fixedBy: null }
  const state: LiveState = {
    websocket: { enabled: true },
    transports: ['websocket', 'poll'],
    switches: { all: untouched, websocket: untouched },
  }

  it('turn the switch and name who did, and leave it to the server what is on then', () => {
    const next = twice(guesses.guessLive(who, { websocket: { enabled: false } }), state)
    expect(next.switches.websocket).toEqual({
      ...untouched,
      enabled: false,
      changedBy: who.actor,
      changedAt: who.at,
    })
    expect([next.switches.all, next.transports]).toEqual([untouched, state.transports])
  })

  it('change nothing where it is so already', () => {
    expect(guesses.guessLive(who, { enabled: true })(state)).toBe(state)
  })
})
