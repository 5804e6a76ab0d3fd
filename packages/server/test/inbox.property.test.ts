/**
 * Inboxes as clients keep them: a snapshot of any moment, whole or a window of it, plus the events since, plus
 * further pages, equals what the server answers then. The counts are those of the rows, and nobody is told of
 * anything twice, whatever is retried and wherever a job crashes.
 */
import {
  applyInbox,
  arrivalKey,
  type Comment,
  type InboxEvent,
  type InboxState,
  isInWindow,
  mergeInboxPage,
  type Person,
  type Snapshot,
} from '@copydesk/contract'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { commentRoutes } from '../src/comments/routes.ts'
import type { News } from '../src/notifications/news.ts'
import { notify } from '../src/notifications/notify.ts'
import { notificationRoutes } from '../src/notifications/routes.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import { buildNotifications } from './build-notifications.ts'
import { buildProject } from './build-project.ts'
import { eventsAfter } from './journaled.ts'
import { createTestApp } from './test-app.ts'

/** News is made more often than it is read, so that inboxes grow beyond a window. */
const action = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('comment', 'mention', 'answer', 'status', 'jobs') },
  { weight: 1, arbitrary: fc.constantFrom('editMention', 'deleteComment', 'assign', 'publish') },
  { weight: 1, arbitrary: fc.constantFrom('crash', 'again', 'read', 'read', 'unread', 'unread') },
  { weight: 1, arbitrary: fc.constantFrom('readAll', 'readUpTo', 'readUpTo', 'seen', 'seenUpTo', 'jobs') },
)
/** What someone does, about whom; the numbers choose among what is there. */
const step = fc.record({ who: fc.nat(4), whom: fc.nat(2), action, pick: fc.nat(50) })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const scenario = fc.record({
  before: fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }),
  after: fc.array(step, { maxLength: 20, size: 'max' }),
  limit: fc.integer({ min: 1, max: 5 }),
  filter: fc.constantFrom('all', 'unread'),
  watcher: fc.nat(2),
})

const statuses = ['in_review', 'ready', 'draft', 'rejected']

async function start() {
  const test = await createTestApp({
    routes: [commentRoutes, projectRoutes, itemRoutes, releaseRoutes, notificationRoutes],
  })
  const { storage, services, people } = test
  const cast = Object.values(people)
  const personAt = (index: number): Person => cast[index] ?? people.anna
  const { projectId, itemIds } = await buildProject(services, {
    ownerId: people.anna.id,
    items: [{ assigneeId: people.ben.id, authorId: people.cleo.id }, { assigneeId: people.dora.id }, {}],
  })
  for (const { id } of cast.slice(0, 3)) await buildNotifications(services, { personId: id, count: 3 })
  const project = `/api/v1/projects/${projectId}`
  const comments: Comment[] = []
  /** Work that was done, for doing it again. */
  const done: News[] = []

  const send = async (person: Person, request: InjectOptions) => {
    const answer = await test.as(person).inject(request)
    expect([200, 201, 204, 403, 404, 409, 410]).toContain(answer.statusCode)
    return answer
  }
  const post = async (person: Person, payload: object) => {
    const answer = await send(person, { method: 'POST', url: `${project}/comments`, payload })
    if (answer.statusCode === 201) comments.push(answer.json<Comment>())
  }
  const inboxOf = async (person: Person, query: string) => {
    const answer = await send(person, { url: `/api/v1/notifications?${query}` })
    return answer.json<Snapshot<InboxState>>()
  }
  const waiting = async () => {
    const rows = await storage.read((tx) =>
      tx.selectFrom('outbox').select('payload').where('topic', '=', 'notify').orderBy('id').execute(),
    )
    return rows.map((row) => JSON.parse(row.payload) as News)
  }

  const act = async ({ who, whom, action, pick }: Step): Promise<void> => {
    const person = personAt(who)
    const comment = comments[pick % Math.max(1, comments.length)]
    const mention = `@[someone](person:${personAt(whom).id})`
    const itemIdsOf = [itemIds, itemIds.slice(0, 1), itemIds.slice(1)][pick % 3] ?? []
    test.advance(1000)
    switch (action) {
      case 'comment':
        return post(person, { body: `hello ${pick}`, itemId: itemIds[pick % itemIds.length] })
      case 'mention':
        return post(person, { body: `see ${mention}` })
      case 'answer':
        return comment && post(person, { body: 'yes', parentId: comment.id })
      case 'editMention':
      case 'deleteComment': {
        const author = cast.find((one) => one.id === comment?.author.id)
        if (!comment || !author) return
        const url = `/api/v1/comments/${comment.id}`
        await send(
          author,
          action === 'deleteComment'
            ? { method: 'DELETE', url }
            : { method: 'PATCH', url, payload: { body: mention }, headers: { 'if-match': '*' } },
        )
        return
      }
      case 'status':
      case 'assign': {
        const status = statuses[pick % statuses.length]
        const change = action === 'status' ? { status } : { assigneeId: personAt(whom).id, status }
        const payload = { itemIds: itemIdsOf, ...change }
        await send(person, { method: 'PATCH', url: `${project}/items`, payload })
        return
      }
      case 'publish':
        await send(person, { method: 'POST', url: `${project}/publish`, payload: { mode: 'ready' } })
        return
      case 'jobs':
        done.push(...(await waiting()))
        return test.runJobs()
      case 'crash': {
        const payloads = await waiting()
        const crash = services.runner.run({ actor: { id: person.id, kind: 'person' } }, async (context) => {
          await notify.work(context, payloads)
          throw new Error('crashed before the commit')
        })
        return expect(crash).rejects.toThrow('crashed before the commit')
      }
      case 'again': {
        const outbox = done.map((payload) => notify.entry(payload))
        await services.runner.run({ actor: { id: person.id, kind: 'person' } }, async () => ({
          body: null,
          events: [],
          outbox,
        }))
        return test.runJobs()
      }
      case 'read':
      case 'unread': {
        const { data } = await inboxOf(person, 'limit=200')
        const one = data[pick % Math.max(1, data.length)]
        const url = `/api/v1/notifications/${one?.id}`
        if (one) await send(person, { method: 'PATCH', url, payload: { read: action === 'read' } })
        return
      }
      default: {
        const { data } = await inboxOf(person, 'limit=200')
        const last = action.endsWith('UpTo') ? data[pick % Math.max(1, data.length)] : undefined
        const upTo = pick % 2 === 0 ? { upToId: last?.id } : { upToOffset: last?.offset }
        const path = action.startsWith('read') ? 'read-all' : 'seen'
        await send(person, { method: 'POST', url: `/api/v1/notifications/${path}`, payload: upTo })
      }
    }
  }
  return { ...test, cast, personAt, act, inboxOf }
}

function withoutPosition({ position: _, ...state }: Snapshot<InboxState>): InboxState {
  return state
}

describe('inboxes', () => {
  it('are the same from a snapshot with its events as from a fresh one, with counts that are true', async () => {
    let partialWindows = 0
    await fc.assert(
      fc.asyncProperty(scenario, async ({ before, after, limit, filter, watcher }) => {
        const server = await start()
        const { act, inboxOf, personAt, storage, cast } = server
        const person = personAt(watcher)

        for (const one of before) await act(one)
        const { position, ...window } = await inboxOf(person, `filter=${filter}&limit=${limit}`)
        if (window.nextCursor !== null) partialWindows += 1
        for (const one of after) await act(one)
        await server.runJobs()

        const fresh = withoutPosition(await inboxOf(person, `filter=${filter}&limit=200`))
        const events = await eventsAfter(storage, position.channel, position.offset)
        let kept = events.reduce<InboxState>(
          (state, { event }) => applyInbox(state, event as InboxEvent),
          window,
        )
        expect(kept).toEqual({
          ...fresh,
          data: fresh.data.filter((one) => isInWindow(arrivalKey(one), window.nextCursor)),
          nextCursor: window.nextCursor,
        })
        while (kept.nextCursor !== null) {
          const page = await inboxOf(person, `filter=${filter}&limit=2&cursor=${kept.nextCursor}`)
          kept = mergeInboxPage(kept, withoutPosition(page))
        }
        expect(kept).toEqual(fresh)

        const rows = await storage.read((tx) => tx.selectFrom('notifications').selectAll().execute())
        for (const { id } of cast) {
          const own = rows.filter((row) => row.person_id === id)
          const { counts } = await inboxOf(cast.find((one) => one.id === id) ?? person, 'limit=1')
          const entries = [...Map.groupBy(own, (row) => row.entry_id).values()]
          const holding = (column: 'read_at' | 'seen_at') =>
            entries.filter((held) => held.some((row) => row[column] === null)).length
          expect(counts).toEqual({ unread: holding('read_at'), unseen: holding('seen_at') })
          expect(own.filter((row) => row.actor_id === id)).toEqual([])
          expect(new Set(own.map((row) => row.event_id)).size).toBe(own.length)
          const commentIds = own.flatMap((row) => row.comment_id ?? [])
          expect(new Set(commentIds).size).toBe(commentIds.length)
        }
        await server.close()
      }),
      { seed: 42, numRuns: 40 },
    )
    expect(partialWindows).toBeGreaterThan(10)
  })
})
