import { ada, buildComment, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { Comment, CommentsState } from './entity.ts'
import type { CommentEvent } from './events.ts'
import { applyComments, leftOutBefore, mergeCommentsPage, mergeThreadPart } from './reducer.ts'

const old = buildComment({ id: idOf(10) })
const answer = buildComment({ id: idOf(12), threadId: idOf(10), parentId: idOf(10) })
const newer = buildComment({ id: idOf(11) })
const ofProject = {
  nextCursor: null,
  itemId: null,
  language: null,
  isClosed: false,
  threads: { open: 2, resolved: 0 },
  viewerId: ada.id,
  own: [],
}
const state: CommentsState = { ...ofProject, data: [newer, old, answer], total: 3 }

const created = (comment: Comment, project = 4, item: number | null = null): CommentEvent => ({
  ...eventBase('comment.created'),
  comment,
  counts: { project, item, text: null },
})

describe('applyComments', () => {
  it('puts a new thread first, and an answer last in its thread', () => {
    const thread = applyComments(state, created(buildComment({ id: idOf(20) })))
    expect(thread.data.map((row) => row.id)).toEqual([20, 11, 10, 12].map(idOf))
    const reply = buildComment({ id: idOf(21), threadId: idOf(10), parentId: idOf(12) })
    const answered = applyComments(state, created(reply))
    expect(answered.data.map((row) => row.id)).toEqual([11, 10, 12, 21].map(idOf))
    expect(answered.total).toBe(4)
  })

  it('leaves a trace of a deleted comment in its thread', () => {
    const comment = { ...old, revision: 2, body: '', deletedAt: old.createdAt }
    const next = applyComments(state, {
      ...eventBase('comment.deleted'),
      comment,
      counts: { project: 2, item: null, text: null },
    })
    expect(next.data).toEqual([newer, comment, answer])
    expect(next.total).toBe(2)
  })

  it('of a thread outside the window changes only the total', () => {
    const windowed: CommentsState = { ...state, data: [newer], nextCursor: idOf(11) }
    const reply = buildComment({ id: idOf(21), threadId: idOf(10), parentId: idOf(10) })
    const next = applyComments(windowed, created(reply))
    expect(next.data).toBe(windowed.data)
    expect(next.total).toBe(4)
    expect(next.nextCursor).toBe(idOf(11))
  })

  it('counts threads that are resolved outside the window, and of another item not at all', () => {
    const event = {
      ...eventBase('thread.resolved' as const),
      threadId: idOf(3),
      itemId: idOf(7),
      language: null,
      resolved: { by: ada, at: old.createdAt },
      resolutionRevision: 1,
      threads: { project: { open: 1, resolved: 1 }, item: { open: 0, resolved: 1 }, text: null },
    }
    expect(applyComments(state, event)).toEqual({ ...state, threads: { open: 1, resolved: 1 } })
    const ofItem = { ...state, itemId: idOf(7) }
    expect(applyComments(ofItem, event).threads).toEqual({ open: 0, resolved: 1 })
    const ofOther = { ...state, itemId: idOf(8) }
    expect(applyComments(ofOther, event)).toBe(ofOther)
  })

  it('narrowed to an item takes only its comments, and counts them', () => {
    const ofItem: CommentsState = { ...ofProject, data: [], itemId: idOf(7), total: 0 }
    expect(applyComments(ofItem, created(newer, 9))).toBe(ofItem)
    const next = applyComments(ofItem, created(buildComment({ id: idOf(30), itemId: idOf(7) }), 9, 1))
    expect(next.data.map((row) => row.id)).toEqual([idOf(30)])
    expect(next.total).toBe(1)
  })

  it('on a text by itself takes only the threads in its language that are in no project', () => {
    const onText: CommentsState = { ...ofProject, data: [], language: 'en', total: 0 }
    const about = { projectId: null, contentId: idOf(2), language: 'en' }
    const event = (comment: Comment) => ({
      ...created(comment),
      counts: { project: null, item: null, text: 1 },
    })
    const swedish = buildComment({ ...about, language: 'sv' })
    expect(applyComments(onText, event(swedish))).toBe(onText)
    expect(applyComments(onText, event(buildComment({ ...about, projectId: idOf(1) })))).toBe(onText)
    const next = applyComments(onText, event(buildComment({ ...about, id: idOf(30) })))
    expect([next.data.map((row) => row.id), next.total]).toEqual([[idOf(30)], 1])
  })

  it('keeps the comments of an item that leaves the project', () => {
    expect(applyComments(state, { ...eventBase('item.removed'), itemIds: [idOf(7)] })).toBe(state)
  })
})

describe('a long thread', () => {
  const at = (number: number) => buildComment({ id: idOf(100 + number), threadId: idOf(100), number })
  const ends: CommentsState = { ...ofProject, data: [at(0), at(8), at(9)], total: 10 }
  const numbers = ({ data }: CommentsState) => data.map(({ number }) => number)

  it('says how many answers are left out, and takes in new ones alone', () => {
    expect(ends.data.map((row, index) => leftOutBefore(row, ends.data[index - 1]))).toEqual([0, 7, 0])
    expect(numbers(applyComments(ends, created(at(10))))).toEqual([0, 8, 9, 10])
    const known = applyComments(ends, created(at(3)))
    expect([known.data, known.total]).toEqual([ends.data, 4])
    const deleted = { ...eventBase('comment.deleted'), comment: { ...at(3), revision: 2 } } as const
    const next = applyComments(ends, { ...deleted, counts: { project: 9, item: null, text: null } })
    expect([next.data, next.total]).toEqual([ends.data, 9])
  })

  it('takes in what is read of it, and nothing of threads that are not in the window', () => {
    const part = { ...ends, data: [old, answer, at(0), at(4), at(5)], total: 1 }
    const next = mergeThreadPart(ends, part)
    expect([numbers(next), next.total, next.nextCursor]).toEqual([[0, 4, 5, 8, 9], 10, null])
    expect(mergeThreadPart({ ...ends, nextCursor: idOf(100) }, part).nextCursor).toBe(idOf(100))
  })
})

describe('mergeCommentsPage', () => {
  it('extends the window and keeps newer revisions and the total of the state', () => {
    const edited = { ...newer, revision: 5 }
    const windowed: CommentsState = { ...state, data: [edited], nextCursor: idOf(11) }
    const page: CommentsState = { ...state, nextCursor: idOf(10), total: 99 }
    const next = mergeCommentsPage(windowed, page)
    expect(next.data).toEqual([edited, old, answer])
    expect(next.data[0]).toBe(edited)
    expect(next.nextCursor).toBe(idOf(10))
    expect(next.total).toBe(3)
  })

  it('never shrinks a window that reached the end', () => {
    expect(mergeCommentsPage(state, { ...state, nextCursor: idOf(11) })).toBe(state)
  })
})
