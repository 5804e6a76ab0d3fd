/**
 * Comments as a client keeps them: a snapshot of any moment, whole or a window of it, plus the events since, plus
 * further pages and the answers that were left out, equals what the server answers then, whatever several people did and
 * whatever was sent twice.
 */
import {
  applyComments,
  applyItems,
  applyProjects,
  type Comment,
  type CommentsState,
  type Id,
  type ItemsState,
  isInWindow,
  leftOutBefore,
  mergeCommentsPage,
  mergeThreadPart,
  type ProjectEvent,
  type ProjectsEvent,
  type ProjectsState,
  type QuotedPassage,
  type Snapshot,
} from '@copydesk/contract'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { commentRoutes } from '../src/comments/routes.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildProject } from './build-project.ts'
import { expectTrueCounts } from './comment-counts.ts'
import { expectTrueReactions } from './comment-reactions.ts'
import { eventsAfter } from './journaled.ts'
import { createTestApp } from './test-app.ts'

/** Threads are opened often enough that there are more than a window holds; some become too long to come whole. */
const action = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom('open', 'open', 'openOnItem', 'openOnItem', 'answer', 'answer', 'argue'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'edit',
      'edit',
      'delete',
      'deleteForeign',
      'restore',
      'react',
      'react',
      'resolve',
      'resolve',
      'reopen',
      'count',
    ),
  },
)
/** What someone does; the numbers choose among what is there. */
const step = fc.record({ who: fc.nat(4), action, pick: fc.nat(50), twice: fc.boolean() })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const scenario = fc.record({
  before: fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }),
  after: fc.array(step, { maxLength: 15, size: 'max' }),
  limit: fc.integer({ min: 1, max: 4 }),
  answers: fc.integer({ min: 1, max: 2 }),
  onItem: fc.boolean(),
})

async function start() {
  const test = await createTestApp({ routes: [commentRoutes, projectRoutes, itemRoutes, releaseRoutes] })
  const cast = Object.values(test.people)
  const { projectId, itemIds } = await buildProject(test.services, {
    ownerId: test.people.anna.id,
    items: [{}, {}],
  })
  const project = `/api/v1/projects/${projectId}`
  const written: Comment[] = []
  const passages = await passagesOf(test.storage)

  const send = async (who: number, twice: boolean, request: InjectOptions): Promise<Comment | undefined> => {
    const person = cast[who] ?? test.people.anna
    const headers = { ...request.headers, 'idempotency-key': test.services.newId() }
    const answer = await test.as(person).inject({ ...request, headers })
    if (twice) await test.as(person).inject({ ...request, headers })
    expect([200, 201, 204, 403, 409, 410, 412]).toContain(answer.statusCode)
    return answer.statusCode === 201 ? answer.json<Comment>() : undefined
  }

  const act = async ({ who, action, pick, twice }: Step): Promise<void> => {
    const comment = written[pick % Math.max(1, written.length)]
    const authorIndex = cast.findIndex((person) => person.id === comment?.author.id)
    const post = async (payload: object) => {
      const created = await send(who, twice, { method: 'POST', url: `${project}/comments`, payload })
      if (created) written.push(created)
    }
    test.advance(1000)
    if (action === 'count') return test.runJobs()
    if (action === 'open') return post({ body: `opened ${pick}` })
    if (action === 'openOnItem') {
      const itemId = itemIds[pick % 2] ?? ''
      const about = pick % 3 === 0 ? {} : { passage: passages.get(itemId) }
      return post({ body: `on item ${pick}`, itemId, ...about })
    }
    if (!comment) return
    if (action === 'answer') return post({ body: `answer ${pick}`, parentId: comment.id })
    if (action === 'argue') {
      const parentId = written.findLast((one) => one.parentId === null)?.id
      for (let n = 1; n <= 7; n += 1) await post({ body: `argument ${n}`, parentId })
      return undefined
    }
    const url = `/api/v1/comments/${comment.id}`
    if (action === 'restore') {
      await send(pick % 2 ? authorIndex : who, twice, { method: 'POST', url: `${url}/restore` })
    } else if (action === 'resolve' || action === 'reopen') {
      await send(who, twice, { method: 'POST', url: `/api/v1/threads/${comment.threadId}/${action}` })
    } else if (action === 'react') {
      const payload = { emoji: ['👍', '🎉', '❤️'][pick % 3], reacted: pick % 5 > 1 }
      await send(who, twice, { method: 'PATCH', url: `${url}/reactions`, payload })
    } else if (action === 'edit') {
      const headers = { 'if-match': pick % 3 === 0 ? '"1"' : '*' }
      await send(authorIndex, twice, { method: 'PATCH', url, payload: { body: `edited ${pick}` }, headers })
    } else {
      await send(action === 'delete' ? authorIndex : who, twice, { method: 'DELETE', url })
    }
  }

  const get = async <State>(path: string): Promise<Snapshot<State>> => {
    const answer = await test.as(test.people.ben).inject({ url: `/api/v1${path}` })
    return answer.json<Snapshot<State>>()
  }
  return { ...test, projectId, itemIds, act, get }
}

/** Gives the text of each item words to quote. */
async function passagesOf(storage: Storage): Promise<Map<Id, QuotedPassage>> {
  return storage.write(async (tx) => {
    await tx.updateTable('version_bodies').set({ body: 'Words of a text.' }).execute()
    const items = await tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select(['item.id', 'version.id as versionId', 'version.text_revision as textRevision'])
      .execute()
    return new Map(items.map(({ id, ...text }) => [id, { exact: 'of a text', ...text }]))
  })
}

/** The state without the position it was read at, advanced by everything published since. */
async function catchUp<State extends object, Event>(
  { storage }: Awaited<ReturnType<typeof start>>,
  { position, ...state }: Snapshot<State>,
  apply: (state: State, event: Event) => State,
): Promise<State> {
  const events = await eventsAfter(storage, position.channel, position.offset)
  return events.reduce((advanced, { event }) => apply(advanced, event as Event), state as unknown as State)
}

function leftOut({ data }: CommentsState): number {
  return data.reduce((sum, comment, at) => sum + leftOutBefore(comment, data[at - 1]), 0)
}

function withoutPosition<State extends object>({ position: _, ...state }: Snapshot<State>): State {
  return state as unknown as State
}

describe('comments', () => {
  it('are the same from a snapshot with its events as from a fresh one', async () => {
    let partialWindows = 0
    let partialThreads = 0
    let quoting = 0
    let reopened = 0
    await fc.assert(
      fc.asyncProperty(scenario, async ({ before, after, limit, answers, onItem }) => {
        const server = await start()
        const { get, act, projectId, itemIds, storage } = server
        const itemId: Id | null = onItem ? (itemIds[0] ?? null) : null
        const comments = `/projects/${projectId}/comments`
        const filter = itemId ? `&itemId=${itemId}` : ''

        for (const one of before) await act(one)
        const window = await get<CommentsState>(`${comments}?limit=${limit}&answers=${answers}${filter}`)
        const items = await get<ItemsState>(`/projects/${projectId}/items`)
        const projects = await get<ProjectsState>('/projects')
        if (window.nextCursor !== null) partialWindows += 1
        for (const one of after) await act(one)
        await server.runJobs()

        const whole = `${comments}?limit=20&answers=50${filter}`
        let fresh = withoutPosition(await get<CommentsState>(whole))
        while (fresh.nextCursor !== null) {
          const page = await get<CommentsState>(`${whole}&cursor=${fresh.nextCursor}`)
          fresh = mergeCommentsPage(fresh, withoutPosition(page))
        }
        if (fresh.data.some(({ passage }) => passage !== null)) quoting += 1
        reopened += fresh.data.filter((one) => one.resolved === null && one.resolutionRevision > 0).length
        let kept = await catchUp<CommentsState, ProjectEvent>(server, window, applyComments)
        const newestBefore = new Map(window.data.map(({ threadId, number }) => [threadId, number]))
        const read = new Set(window.data.map(({ id }) => id))
        const isNew = ({ threadId, number }: Comment) => number > (newestBefore.get(threadId) ?? -1)
        const inWindow = fresh.data.filter(
          (comment) =>
            isInWindow(comment.threadId, window.nextCursor) && (read.has(comment.id) || isNew(comment)),
        )
        if (leftOut(kept) > 0) partialThreads += 1
        const ids = new Set(inWindow.map(({ id }) => id))
        expect(kept).toEqual({
          ...fresh,
          data: inWindow,
          own: fresh.own.filter(({ commentId }) => ids.has(commentId)),
          nextCursor: window.nextCursor,
        })
        while (kept.nextCursor !== null) {
          const page = `limit=2&answers=${answers}&cursor=${kept.nextCursor}`
          kept = mergeCommentsPage(
            kept,
            withoutPosition(await get<CommentsState>(`${comments}?${page}${filter}`)),
          )
        }
        for (const { id, threadId } of kept.data.filter(
          (row, at) => leftOutBefore(row, kept.data[at - 1]) > 0,
        )) {
          expect(id).not.toBe(threadId)
          const part = await get<CommentsState>(`/comments/${id}/thread?before=100&after=0`)
          kept = mergeThreadPart(kept, withoutPosition(part))
        }
        expect(kept).toEqual(fresh)
        expect(fresh.total).toBe(fresh.data.filter((comment) => comment.deletedAt === null).length)

        expect(await catchUp<ItemsState, ProjectEvent>(server, items, applyItems)).toEqual(
          withoutPosition(await get<ItemsState>(`/projects/${projectId}/items`)),
        )
        expect(await catchUp<ProjectsState, ProjectsEvent>(server, projects, applyProjects)).toEqual(
          withoutPosition(await get<ProjectsState>('/projects')),
        )

        const rows = await storage.read((tx) => tx.selectFrom('comments').selectAll().execute())
        await expectTrueCounts(storage)
        const deleted = rows.filter((row) => row.deleted_at !== null)
        expect(deleted.every((row) => row.body === '')).toBe(true)
        await expectTrueReactions(storage)
        await server.close()
      }),
      { seed: 42, numRuns: 40 },
    )
    expect(quoting).toBeGreaterThan(0)
    expect(reopened).toBeGreaterThan(0)
    expect(partialWindows).toBeGreaterThan(10)
    expect(partialThreads).toBeGreaterThan(5)
  })
})
