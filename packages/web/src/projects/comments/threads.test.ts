import type { Comment } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { arrivedSince, threadsOf } from './threads.ts'

const comment = (id: string, threadId = id, authorId = 'anna'): Comment => ({
  id,
  threadId,
  parentId: id === threadId ? null : threadId,
  number: id === threadId ? 0 : Number(id),
  revision: 1,
  projectId: 'project',
  itemId: null,
  contentId: null,
  language: null,
  passage: null,
  author: { id: authorId, kind: 'person' },
  body: id,
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  reactions: [],
  reactionRevision: 0,
  resolved: null,
  resolutionRevision: 0,
})

describe('threads', () => {
  it('keeps the order of the list, of threads and within them', () => {
    const threads = threadsOf([
      comment('9'),
      comment('91', '9'),
      comment('1'),
      comment('11', '1'),
      comment('12', '1'),
    ])
    expect(threads.map(({ id, replies }) => [id, replies.map((reply) => reply.id)])).toEqual([
      ['9', ['91']],
      ['1', ['11', '12']],
    ])
  })

  it('finds the opening comment wherever it stands', () => {
    expect(threadsOf([comment('11', '1'), comment('1')])[0]?.replies).toHaveLength(1)
  })

  it('leaves out answers without their opening comment', () => {
    expect(threadsOf([comment('11', '1')])).toEqual([])
  })
})

describe('what arrived', () => {
  it('names new comments of others, not of oneself', () => {
    const earlier = [comment('1')]
    const later = [comment('3', '3', 'ben'), comment('2', '2', 'me'), comment('1')]
    expect(arrivedSince(earlier, later, 'me').map((one) => one.id)).toEqual(['3'])
  })
})
