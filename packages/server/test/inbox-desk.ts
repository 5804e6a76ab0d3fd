/**
 * An office in which people comment, assign, publish and let each other into a private project, and look after their
 * inboxes meanwhile: steps that a property takes at random, as requests to a whole server.
 */
import {
  type AllRead,
  type ArchivedAll,
  type Comment,
  type Group,
  type Id,
  inboxFilters,
  type NotificationType,
  type Person,
  type Project,
} from '@copydesk/contract'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { expect } from 'vitest'
import { worksWith } from '../src/cli/works.ts'
import { commentRoutes } from '../src/comments/routes.ts'
import { keepHouse } from '../src/jobs/housekeeping.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { forgetOldNotifications } from '../src/notifications/inbox/forget.ts'
import { readInbox } from '../src/notifications/inbox/queries.ts'
import { inboxRoutes } from '../src/notifications/inbox/routes.ts'
import type { News } from '../src/notifications/news.ts'
import { notify } from '../src/notifications/notify.ts'
import { preferenceRoutes } from '../src/notifications/preferences/routes.ts'
import { readNotifications } from '../src/notifications/queries.ts'
import { notificationRoutes } from '../src/notifications/routes.ts'
import { subscriptionRoutes } from '../src/notifications/subscriptions/routes.ts'
import { groupRoutes } from '../src/people/groups/routes.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { sessionCookieName } from '../src/people/sessions/cookies.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { memberRoutes } from '../src/projects/members/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import { buildNotifications } from './build-notifications.ts'
import { buildProject } from './build-project.ts'
import { createTestApp } from './test-app.ts'

/** News is made more often than it is read, so that inboxes grow beyond a window. */
const action = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('comment', 'mention', 'answer', 'status', 'jobs') },
  { weight: 1, arbitrary: fc.constantFrom('editMention', 'deleteComment', 'assign', 'publish') },
  { weight: 1, arbitrary: fc.constantFrom('crash', 'again', 'read', 'read', 'unread', 'unread') },
  { weight: 1, arbitrary: fc.constantFrom('readAll', 'readUpTo', 'readUpTo', 'seen', 'seenUpTo', 'jobs') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'readEntry',
      'unreadEntry',
      'unreadFrom',
      'archive',
      'unarchive',
      'snooze',
      'wait',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('mute', 'letIn', 'putOut', 'secret', 'undo') },
  { weight: 1, arbitrary: fc.constantFrom('resolve', 'reopen', 'mentionGroup', 'group', 'role', 'move') },
  { weight: 1, arbitrary: fc.constantFrom('archiveAll', 'archiveRead', 'archiveUpTo', 'undoArchive') },
  { weight: 1, arbitrary: fc.constantFrom('prefer', 'groupIn', 'groupOut', 'leave', 'comeBack', 'house') },
)
/** What someone does, about whom; the numbers choose among what is there. */
export const inboxStep = fc.record({ who: fc.nat(4), whom: fc.nat(2), action, pick: fc.nat(50) })
export type InboxStep = typeof inboxStep extends fc.Arbitrary<infer T> ? T : never

/** What was read or archived a few steps ago is old by then. */
const inboxDays = 12 / 86_400

/** Publications of a channel that stay: what is older is loaded anew. */
const retention = { maxAgeMs: 7 * 86_400_000, maxPerChannel: 15, maxBytesPerChannel: 1_000_000 }

/** What they are told of most. */
const ofComments = ['mentions', 'replies', 'comments'] as const

/** What somebody has said that they are not to be told, until when; times of the test's clock, neither included. */
export interface Silence {
  personId: Id
  /** Of all where left out. */
  type?: NotificationType
  from: number
  until: number
}

/** How items are answered that were taken out of the project. */
const outOfProject = [400]

const statuses = ['in_review', 'ready', 'draft', 'rejected']

export type InboxDesk = Awaited<ReturnType<typeof openInboxDesk>>

/**
 * `resendEvery`: each so-manieth command is sent twice at once, and then again, under one Idempotency-Key. `hasOtherNode`:
 * two nodes do the work that follows, at the same time.
 */
export async function openInboxDesk({ resendEvery = Number.POSITIVE_INFINITY, hasOtherNode = false } = {}) {
  const test = await createTestApp({
    routes: [
      commentRoutes,
      projectRoutes,
      itemRoutes,
      releaseRoutes,
      memberRoutes,
      groupRoutes,
      notificationRoutes,
      inboxRoutes,
      subscriptionRoutes,
      preferenceRoutes,
    ],
  })
  const { storage, services, people, sessions } = test
  const cast = Object.values(people)
  const personAt = (index: number): Person => cast[index] ?? people.anna
  const { projectId, itemIds } = await buildProject(services, {
    ownerId: people.anna.id,
    items: [{ assigneeId: people.ben.id, authorId: people.cleo.id }, { assigneeId: people.dora.id }, {}],
  })
  for (const { id } of cast.slice(0, 3)) await buildNotifications(services, { personId: id, count: 3 })
  const project = `/api/v1/projects/${projectId}`
  const comments: Comment[] = []
  const readAts: { person: Person; payload: { readAt: string } }[] = []
  const archivedAts: { person: Person; payload: { archivedAt: string } }[] = []
  const made = await test.as(cast[4] ?? people.anna).inject({
    method: 'POST',
    url: '/api/v1/projects',
    payload: { name: 'Zebra', visibility: 'private' },
  })
  const secretId = made.json<Project>().id
  const grouped = await test.as(people.anna).inject({
    method: 'POST',
    url: '/api/v1/groups',
    payload: { name: 'All of them', memberIds: cast.slice(0, 2).map(({ id }) => id) },
  })
  const group = grouped.json<Group>()
  const secret = `/api/v1/projects/${secretId}`
  // Who leaves before their first request could not sign in for it.
  await test.as(people.dora).inject({ method: 'GET', url: '/api/v1/preferences' })
  const silences: Silence[] = []
  /** Of all that came before `before`, nothing was written when it was wanted again. */
  const tellOf = (isWanted: boolean, of: Pick<Silence, 'personId' | 'type'>, before: number) => {
    const current = silences.find(
      ({ personId, type, until }) => personId === of.personId && type === of.type && until === Infinity,
    )
    if (isWanted && current) current.until = before
    if (!isWanted && !current) silences.push({ ...of, from: services.now(), until: Infinity })
  }
  /** Of those who came back, whose earlier sessions are over. */
  const cookies = new Map<Id, string>()
  /** Work that was done, for doing it again. */
  const done: News[] = []

  let sent = 0
  const send = async (person: Person, request: InjectOptions, refusals: readonly number[] = []) => {
    const { inject } = test.as(person)
    sent += 1
    const isResent = sent % resendEvery === 0
    const cookie = cookies.get(person.id)
    const headers = {
      ...request.headers,
      ...(cookie && { cookie }),
      ...(isResent && { 'idempotency-key': uuidv7() }),
    }
    const once = async () => {
      const answer = await inject({ ...request, headers })
      expect([200, 201, 204, 401, 403, 404, 409, 410, ...refusals], answer.body).toContain(answer.statusCode)
      return answer
    }
    const [answer] = await Promise.all(isResent ? [once(), once()] : [once()])
    if (isResent) await once()
    return answer
  }
  const errors: unknown[] = []
  const log = { error: (fields: object) => errors.push(fields) }
  const works = worksWith({ mailer: undefined, storage, now: services.now })
  const otherNode = new Jobs({ ...services, works, readViewer, log })
  const inTurn = turns()
  const inTurnOfOther = turns()
  const runJobs = async () => {
    const nodes = [inTurn(test.runJobs), ...(hasOtherNode ? [inTurnOfOther(() => otherNode.drain())] : [])]
    await Promise.all(nodes)
    expect(errors).toEqual([])
  }
  /** So that answers come in the order of what they say. */
  const inTurnOfWishes = turns()
  const post = async (person: Person, payload: object) => {
    const answer = await send(person, { method: 'POST', url: `${project}/comments`, payload }, outOfProject)
    if (answer.statusCode === 201) comments.push(answer.json<Comment>())
  }
  const inboxOf = (person: Person, window: Partial<Parameters<typeof readInbox>[1]> = {}) =>
    storage.read((tx) =>
      readInbox(tx, { personId: person.id, filter: 'all', q: '', cursor: undefined, limit: 200, ...window }),
    )
  const notificationsOf = async ({ id: personId }: Person) => {
    const window = { personId, filter: 'all', cursor: undefined, limit: 200 } as const
    return (await storage.read((tx) => readNotifications(tx, window))).data
  }
  /** Of any list, so that what is put away comes back too. */
  const entryOf = async (person: Person, pick: number) => {
    const filter = inboxFilters[pick % inboxFilters.length] ?? 'all'
    const { data } = await inboxOf(person, { filter })
    return data[pick % Math.max(1, data.length)]
  }
  const waiting = async () => {
    const rows = await storage.read((tx) =>
      tx.selectFrom('outbox').select('payload').where('topic', '=', 'notify').orderBy('id').execute(),
    )
    return rows.map((row) => JSON.parse(row.payload) as News)
  }

  const act = async ({ who, whom, action, pick }: InboxStep): Promise<void> => {
    const person = personAt(who)
    const comment = comments[pick % Math.max(1, comments.length)]
    const mention = `@[someone](person:${personAt(whom).id})`
    const itemIdsOf = [itemIds, itemIds.slice(0, 1), itemIds.slice(1)][pick % 3] ?? []
    const before = services.now()
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
        await send(person, { method: 'PATCH', url: `${project}/items`, payload }, outOfProject)
        return
      }
      case 'publish':
        await send(person, { method: 'POST', url: `${project}/publish`, payload: { mode: 'ready' } })
        return
      case 'jobs':
        done.push(...(await waiting()))
        return runJobs()
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
        return runJobs()
      }
      case 'read':
      case 'unread': {
        const data = await notificationsOf(person)
        const one = data[pick % Math.max(1, data.length)]
        const url = `/api/v1/notifications/${one?.id}`
        if (one) await send(person, { method: 'PATCH', url, payload: { read: action === 'read' } })
        return
      }
      case 'readEntry':
      case 'unreadEntry':
      case 'archive':
      case 'unarchive':
      case 'snooze': {
        const entry = await entryOf(person, pick)
        const until = new Date(services.now() + (1 + (pick % 5)) * 3000).toISOString()
        const change = {
          readEntry: { read: true },
          unreadEntry: { read: false },
          archive: { archived: true },
          unarchive: { archived: false },
          snooze: { snoozedUntil: pick % 4 === 0 ? null : until },
        }[action]
        const payload = { entryIds: [entry?.id], ...change }
        if (entry) await send(person, { method: 'PATCH', url: '/api/v1/inbox', payload })
        return
      }
      case 'unreadFrom': {
        const payload = { commentId: comment?.id }
        if (comment) await send(person, { method: 'POST', url: '/api/v1/inbox/unread', payload })
        return
      }
      case 'wait':
        test.advance(10_000)
        await runJobs()
        if (pick % 2 === 0) await forgetOldNotifications({ ...services, settings: { inboxDays } })
        return
      case 'house':
        await keepHouse({ ...services, retention })
        return
      case 'prefer':
        return inTurnOfWishes(async () => {
          const type = ofComments[pick % ofComments.length] ?? 'mentions'
          const isWanted = pick % 5 === 0
          const url = `/api/v1/preferences/${type}`
          const payload = { channels: { inbox: isWanted } }
          const { statusCode } = await send(person, { method: 'PATCH', url, payload })
          if (statusCode === 200) tellOf(isWanted, { personId: person.id, type }, before)
        })
      case 'leave':
      case 'comeBack':
        return inTurnOfWishes(async () => {
          const { id } = people.dora
          const isBack = action === 'comeBack'
          const isForGood = !isBack && pick % 8 === 0
          const change = { payload: { state: isBack ? 'active' : 'deactivated' }, method: 'PATCH' as const }
          const url = `/api/v1/people/${id}`
          const request = {
            url,
            headers: { 'if-match': '*' },
            ...(isForGood ? { method: 'DELETE' as const } : change),
          }
          const { statusCode } = await send(people.anna, request)
          if (statusCode !== 200) return
          if (isBack) cookies.set(id, `${sessionCookieName}=${(await sessions.start(id)).token}`)
          tellOf(isBack, { personId: id }, before)
        })
      case 'groupIn': {
        const payload = { id: group.id, kind: 'group', role: 'editor' }
        await send(cast[4] ?? person, { method: 'POST', url: `${secret}/members`, payload })
        return
      }
      case 'groupOut':
        await send(cast[4] ?? person, { method: 'DELETE', url: `${secret}/members/${group.id}` })
        return
      case 'resolve':
      case 'reopen':
        if (comment)
          await send(person, { method: 'POST', url: `/api/v1/threads/${comment.threadId}/${action}` })
        return
      case 'mentionGroup':
        return post(person, { body: `see @[all of them](group:${group.id})` })
      case 'group': {
        const url = `/api/v1/groups/${group.id}`
        const payload = { [pick % 2 === 0 ? 'addIds' : 'removeIds']: [personAt(whom).id] }
        await send(people.anna, { method: 'PATCH', url, payload, headers: { 'if-match': '*' } })
        return
      }
      case 'role': {
        const role = ['viewer', 'reviewer', 'editor'][pick % 3]
        const url = `/api/v1/people/${people.cleo.id}`
        const headers = { 'if-match': '*' }
        await send(people.anna, { method: 'PATCH', url, payload: { role }, headers })
        return
      }
      case 'move': {
        const payload = { itemIds: itemIdsOf }
        const action = pick % 2 === 0 ? 'remove' : 'restore'
        await send(person, { method: 'POST', url: `${project}/items/${action}`, payload }, outOfProject)
        return
      }
      case 'mute': {
        const entry = await entryOf(person, pick)
        const url = `/api/v1/subscriptions/${entry?.key}`
        const level = pick % 2 === 0 ? 'muted' : 'default'
        if (entry) await send(person, { method: 'PATCH', url, payload: { level } })
        return
      }
      case 'letIn': {
        const payload = { id: personAt(whom).id, kind: 'person', role: 'editor' }
        await send(cast[4] ?? person, { method: 'POST', url: `${secret}/members`, payload })
        return
      }
      case 'putOut':
        await send(cast[4] ?? person, { method: 'DELETE', url: `${secret}/members/${personAt(whom).id}` })
        return
      case 'secret': {
        const payload = { body: `zebra ${mention}` }
        await send(cast[4] ?? person, { method: 'POST', url: `${secret}/comments`, payload })
        return
      }
      case 'archiveAll':
      case 'archiveRead':
      case 'archiveUpTo': {
        const entry = await entryOf(person, pick)
        const upTo = action === 'archiveUpTo' && entry ? { upToOffset: entry.offset } : {}
        const url = '/api/v1/inbox/archive-all'
        const payload = { ...upTo, onlyRead: action === 'archiveRead' }
        const { archivedAt } = (await send(person, { method: 'POST', url, payload })).json<ArchivedAll>()
        if (archivedAt) archivedAts.push({ person, payload: { archivedAt } })
        return
      }
      case 'undoArchive': {
        const last = archivedAts.at(-1)
        const url = '/api/v1/inbox/archive-all/undo'
        if (last?.person === person) await send(person, { method: 'POST', url, payload: last.payload })
        return
      }
      case 'undo': {
        const readAt = readAts.at(-1)
        const url = '/api/v1/notifications/read-all/undo'
        if (readAt?.person === person) await send(person, { method: 'POST', url, payload: readAt.payload })
        return
      }
      default: {
        const data = await notificationsOf(person)
        const last = action.endsWith('UpTo') ? data[pick % Math.max(1, data.length)] : undefined
        const upTo = pick % 2 === 0 ? { upToId: last?.id } : { upToOffset: last?.offset }
        const path = action.startsWith('read') ? 'read-all' : 'seen'
        const answer = await send(person, {
          method: 'POST',
          url: `/api/v1/notifications/${path}`,
          payload: upTo,
        })
        const { readAt } = answer.json<Partial<AllRead>>()
        if (readAt) readAts.push({ person, payload: { readAt } })
      }
    }
  }
  return { ...test, runJobs, cast, personAt, act, inboxOf, notificationsOf, secretId, silences }
}

/** One after the other, in the order in which they are asked for. */
function turns(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (work) => {
    last = last.then(work)
    return last
  }
}
