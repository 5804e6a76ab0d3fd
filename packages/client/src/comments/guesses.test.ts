import { describe, expect, it } from 'vitest'
import { buildComment, buildComments, idOf, projectId } from '../../test/builders.ts'
import { twice, who } from '../../test/guesses.ts'
import * as guesses from './guesses.ts'

describe('guesses about comments', () => {
  const opening = buildComment({ id: idOf(40), itemId: idOf(10) })
  const state = buildComments(opening)
  const about = { projectId, itemId: null, contentId: null, language: null }

  it('put a new thread first, marked as on its way', () => {
    const next = guesses.guessComment(who, about, { body: 'New' })(state)
    expect(next.total).toBe(2)
    expect(next.data[0]).toMatchObject({ body: 'New', author: who.actor, parentId: null, itemId: null })
    expect(guesses.isPendingId(next.data[0]?.id ?? '')).toBe(true)
    expect(guesses.isPendingId(opening.id)).toBe(false)
  })

  it('put an answer last in its thread, about the same item', () => {
    const next = guesses.guessComment(who, about, { body: 'Yes', parentId: opening.id })(state)
    expect(next.data[1]).toMatchObject({ threadId: opening.id, parentId: opening.id, itemId: idOf(10) })
  })

  it('do not guess where the thread is not on screen, or another item is', () => {
    expect(guesses.guessComment(who, about, { body: 'Yes', parentId: idOf(99) })(state)).toBe(state)
    const ofItem = { ...buildComments(), itemId: idOf(11) }
    expect(guesses.guessComment(who, { ...about, itemId: idOf(10) }, { body: 'New' })(ofItem)).toBe(ofItem)
  })

  it('give way to the real comment, once', () => {
    const real = buildComment({ id: idOf(41), body: 'New', author: who.actor })
    const next = twice(guesses.knownComment(who, real), state)
    expect(next.data.map((row) => row.id)).toEqual([real.id, opening.id])
    expect(next.total).toBe(2)
  })

  it('count threads as they are opened, resolved and opened again, once', () => {
    expect(guesses.guessComment(who, about, { body: 'New' })(state).threads).toEqual({ open: 2, resolved: 0 })
    const done = guesses.guessResolution(who, opening.id, true)(state)
    expect(done.threads).toEqual({ open: 0, resolved: 1 })
    const known = { ...opening, resolved: { by: who.actor, at: who.at }, resolutionRevision: 1 }
    expect(twice(guesses.knownResolution(who, known), state).threads).toEqual({ open: 0, resolved: 1 })
    const answered = guesses.guessComment(who, about, { body: 'Yes', parentId: opening.id })
    expect(answered(done).threads).toEqual({ open: 1, resolved: 0 })
    expect(answered(state).threads).toEqual({ open: 1, resolved: 0 })
    const { threads: _, ...ofVersionBefore } = state
    const written = guesses.guessComment(who, about, { body: 'New' })(ofVersionBefore as typeof state)
    expect([written.data.length, written.threads]).toEqual([2, undefined])
  })

  it('leave a thread open that an answer opened again, until its event says so', () => {
    const resolved = { by: who.actor, at: who.at }
    const settled = buildComments({ ...opening, resolved, resolutionRevision: 1 })
    const answer = { parentId: opening.id, threadId: opening.id, itemId: opening.itemId }
    const real = buildComment({ ...answer, id: idOf(41), body: 'Yes', author: who.actor })
    const open = { resolved: null, resolutionRevision: 2 }
    const guess = guesses.guessComment(who, about, { body: 'Yes', parentId: opening.id })
    expect(guess(settled).data[0]).toMatchObject(open)
    expect(twice(guesses.knownComment(who, real), settled).data).toMatchObject([open, { id: real.id }])
    // Resolved once more since.
    const later = buildComments({ ...opening, resolved, resolutionRevision: 3 }, real)
    expect(guesses.knownComment(who, real)(later)).toBe(later)
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
