/** Every way into projects, content and inboxes goes through a door; and what goes around one is noticed. */
import { globSync, readFileSync } from 'node:fs'
import { channels, type Project } from '@copydesk/contract'
import { sql } from 'kysely'
import { describe, expect, inject, it } from 'vitest'
import { systemActor } from '../src/command/system-actor.ts'
import { lockTexts } from '../src/content/door.ts'
import { createAuthorize } from '../src/realtime/authorize.ts'
import { lockRows } from '../src/storage/lock.ts'
import type { Tx } from '../src/storage/storage.ts'
import { call, createDesk, refusal } from './desk.ts'
import { unknownId } from './desk-test.ts'
import { findRoutes } from './found-routes.ts'
import { DoorError, owned, unowned, watchDoors } from './watch-doors.ts'

/** A body that each unsafe route below an id takes. */
const bodies: Record<string, object> = {
  'PATCH /projects/:id': { name: 'Other' },
  'DELETE /projects/:id': {},
  'POST /projects/:id/restore': {},
  'POST /projects/:id/archive': {},
  'POST /projects/:id/duplicate': {},
  'POST /projects/:id/reactivate': {},
  'POST /projects/:id/publish': { mode: 'ready' },
  'POST /projects/:id/schedule': { wallTime: '2030-01-01T09:00', timeZone: 'UTC' },
  'PATCH /projects/:id/schedule': { note: 'Later' },
  'DELETE /projects/:id/schedule': {},
  'POST /projects/:id/schedule/run': {},
  'POST /projects/:id/items': { items: [{ contentId: unknownId }] },
  'PATCH /projects/:id/items': { itemIds: [unknownId], status: 'ready' },
  'POST /projects/:id/items/remove': { itemIds: [unknownId] },
  'POST /projects/:id/items/restore': { itemIds: [unknownId] },
  'PATCH /projects/:id/items/:itemId': { status: 'ready' },
  'POST /projects/:id/items/:itemId/rebase': { onto: null },
  'POST /projects/:id/items/:itemId/decisions': { decision: 'withdraw' },
  'PATCH /projects/:id/approval-rule': { steps: null },
  'DELETE /projects/:id/items/:itemId': {},
  'POST /projects/:id/tasks': { title: 'T' },
  'PATCH /projects/:id/tasks/:taskId': { done: true },
  'POST /projects/:id/tasks/:taskId/move': { before: null },
  'POST /projects/:id/tasks/:taskId/restore': {},
  'DELETE /projects/:id/tasks/:taskId': {},
  'POST /projects/:id/comments': { body: 'Words' },
  'POST /content/:id/comments': { body: 'Words', language: 'en' },
  'PATCH /comments/:id': { body: 'Words' },
  'DELETE /comments/:id': {},
  'POST /comments/:id/restore': {},
  'POST /threads/:id/resolve': {},
  'POST /threads/:id/reopen': {},
  'DELETE /comments/:id/history/:wordsId': {},
  'PATCH /comments/:id/reactions': { emoji: '👍', reacted: true },
  'DELETE /content/:id': {},
  'DELETE /trash/content/:id': {},
  'DELETE /trash/projects/:id': {},
  'POST /imports/:id/undo': {},
  'POST /content/:id/restore': {},
  'POST /content/:id/versions': { language: 'en' },
  'PATCH /content/:id/versions/:versionId': { title: 'T' },
  'POST /content/:id/versions/:versionId/publish': {},
  'POST /content/:id/versions/:versionId/schedule': { wallTime: '2030-01-01T09:00', timeZone: 'UTC' },
  'PATCH /content/:id/versions/:versionId/schedule': { note: 'Later' },
  'DELETE /content/:id/versions/:versionId/schedule': {},
  'POST /content/:id/versions/:versionId/schedule/run': {},
  'POST /content/:id/versions/:versionId/rebase': { onto: null },
  'POST /content/:id/versions/:versionId/decisions': { decision: 'withdraw' },
  'POST /content/:id/versions/:versionId/status': { status: 'ready' },
  'POST /content/:id/versions/:versionId/kept-texts': { title: 'T', body: 'B' },
  'POST /releases/:id/revert': {},
  'PATCH /notifications/:id': { read: true },
  'PATCH /inbox/:id': { archived: true },
  'PATCH /subscriptions/:key': { level: 'muted' },
  'PATCH /preferences/:type': { channels: {} },
  'DELETE /keys/:id': {},
  'POST /projects/:id/members': { id: unknownId, kind: 'person', role: 'viewer' },
  'DELETE /projects/:id/members/:memberId': {},
  'POST /projects/:id/open': {},
  'POST /projects/:id/enter': {},
  'PATCH /groups/:id': { name: 'Other' },
  'DELETE /groups/:id': {},
  'POST /failed-work/:id/retry': {},
  'DELETE /failed-work/:id': {},
  'DELETE /refused-addresses/:personId': {},
  'PATCH /people/:id': { role: 'viewer' },
  'DELETE /people/:id': {},
  'DELETE /people/invitations/:id': {},
  'DELETE /me/sessions/:id': {},
  'PATCH /me/awaiting/mentions/:id': { done: true },
}

/** What queries must say. */
const queries: Record<string, string> = {
  '/content/:id/comments': '?language=en',
  '/content/:id/mentions': '?language=en',
}

/** The same of the others, but for what is everybody's own. */
const otherBodies: Record<string, object> = {
  'POST /projects': { name: 'Mine' },
  'POST /content': { type: 'page', language: 'en', title: 'Mine' },
  'POST /decisions': { decision: 'approve', reviewed: [{ itemId: unknownId, textRevision: 1 }] },
  'POST /groups': { name: 'Mine' },
  'POST /keys': { name: 'Mine', scopes: ['content.read'] },
  'POST /people/invitations': { role: 'editor' },
  'PATCH /approval-rule': { steps: [] },
  'PATCH /live': { enabled: false },
}

/** Everybody's own, and what nobody has to be signed in for. */
const own = /^\/(?:me|inbox|notifications|subscriptions|preferences|live\/token|session|invitation|setup)\b/

async function setUp() {
  const test = await findRoutes()
  const admin = test.as(test.people.anna)
  const requests = test.found
    .filter(({ url, method }) => url.includes('/:') && method !== 'HEAD')
    .map(({ url, method }) => ({ method: String(method), path: url.replace('/api/v1', '') }))
  const ask = ({ method, path }: { method: string; path: string }, id: string) =>
    admin.inject({
      method: method as 'POST',
      url: `/api/v1${path.replace(':id', id).replaceAll(/:\w+/g, unknownId)}${queries[path] ?? ''}`,
      headers: { 'if-match': '*' },
      ...(method === 'GET' ? {} : { payload: bodies[`${method} ${path}`] ?? {} }),
    })
  return { ...test, admin, requests, ask }
}

describe('every route below an id', () => {
  it('has a body in this test', async () => {
    const { requests } = await setUp()
    const unsafe = requests.filter(({ method }) => method !== 'GET')
    expect(unsafe.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(bodies).sort())
  })

  it('answers 404 where nothing is', async () => {
    const { requests, ask } = await setUp()
    for (const request of requests) {
      expect([request, ...refusal(await ask(request, unknownId))]).toEqual([request, 404, 'not_found'])
    }
  })

  it('answers 410 where a project was', async () => {
    const { requests, ask, admin } = await setUp()
    const project = await createDesk(admin).project()
    await call(admin, { method: 'DELETE', url: `/api/v1/projects/${project.id}` })
    const below = requests.filter(
      ({ path }) => path.startsWith('/projects/') && path !== '/projects/:id/restore',
    )
    expect(below.length).toBeGreaterThan(10)
    for (const request of below) {
      expect([request, ...refusal(await ask(request, project.id))]).toEqual([request, 410, 'gone'])
    }
  })
})

it('a command refuses whoever was let go between the request and its transaction', async () => {
  const { found, admin, people, storage, services } = await setUp()
  const unsafe = found
    .filter(({ method, config }) => !/GET|HEAD/.test(String(method)) && !config?.isPublic)
    .map(({ method, url }) => ({ method: String(method), path: url.replace('/api/v1', '') }))
    .filter(({ path }) => !own.test(path))
  const known = { ...bodies, ...otherBodies }
  expect(unsafe.filter(({ method, path }) => !known[`${method} ${path}`])).toEqual([])

  const desk = createDesk(admin)
  const { project, items } = await desk.projectOf('Home')
  await desk.move(project.id, items, 'in_review', 'ready')
  await desk.publish(project.id)
  const post = (path: string, payload: object) =>
    call<{ id: string }>(admin, { method: 'POST', url: `/api/v1${path}`, payload })
  const comment = await post(`/projects/${project.id}/comments`, { body: 'Words' })
  const releases = await call<{ data: { id: string }[] }>(admin, {
    url: `/api/v1/projects/${project.id}/releases`,
  })
  /** What is found before it is known whose it is must be there. */
  const ids: Record<string, string | undefined> = {
    comments: comment.id,
    threads: comment.id,
    releases: releases.data[0]?.id,
    people: people.ben.id,
  }
  await storage.write(async (tx) => {
    await lockRows(tx, 'people', [people.anna.id])
    await tx
      .updateTable('people')
      .set({ deactivated_at: services.now() })
      .where('id', '=', people.anna.id)
      .execute()
  })
  const admitted: string[] = []
  for (const { method, path } of unsafe) {
    const id = ids[path.split('/')[1] ?? ''] ?? unknownId
    const answer = await admin.inject({
      method: method as 'POST',
      url: `/api/v1${path.replaceAll(/:\w+/g, id)}`,
      headers: { 'if-match': '*' },
      payload: known[`${method} ${path}`] ?? {},
    })
    if (answer.statusCode !== 403) admitted.push(`${method} ${path}: ${answer.statusCode}`)
  }
  expect(admitted).toEqual([])
})

it('a subscribe asks the same doors', async () => {
  const { storage, services, admin, people } = await setUp()
  const authorize = createAuthorize(storage, services.now)
  const project = await call<Project>(admin, {
    method: 'POST',
    url: '/api/v1/projects',
    payload: { name: 'P' },
  })
  const user = people.dora.id
  const follow = (channel: string) => authorize({ user, channel, action: 'subscribe' })
  expect(await follow(channels.project(project.id))).toEqual({ ok: true })
  for (const channel of [channels.project(unknownId), channels.content(unknownId)]) {
    expect(await follow(channel)).toEqual({ ok: false, reason: 'unknown_channel' })
  }
})

it('no command, door, query or presenter knows HTTP', () => {
  const files = globSync([
    'packages/server/src/command/**/*.ts',
    'packages/server/src/{projects,content,comments,notifications}/**/*.ts',
  ]).filter((path) => !/routes|\.test\.ts$/.test(path))
  expect(files.length).toBeGreaterThan(40)
  expect(files.filter((path) => /from '(?:\.\.\/)+http\//.test(readFileSync(path, 'utf8')))).toEqual([])
})

describe('the watch of all tests', () => {
  async function watched() {
    const { storage, admin } = await setUp()
    const desk = createDesk(admin)
    const { project, items } = await desk.projectOf('One', 'Two')
    const other = await desk.project('Other')
    const { write } = await watchDoors(storage)
    const contentIds = items.map((item) => item.contentId)
    return { write, storage, project, other, contentIds }
  }
  const rename = (tx: Tx, id: string) =>
    tx.updateTable('projects').set({ name: 'X' }).where('id', '=', id).execute()
  const countItems = (tx: Tx) =>
    tx
      .selectFrom('project_items')
      .select(({ fn }) => fn.countAll().as('count'))
      .execute()

  it('knows every table', async () => {
    const { storage } = await setUp()
    const tables = await storage.read((tx) => tx.introspection.getTables())
    expect(tables.map(({ name }) => name).sort()).toEqual([...owned, ...unowned].sort())
  })

  it('lets pass what enters first and writes then', async () => {
    const { write, project, contentIds } = await watched()
    await write(async (tx) => {
      await lockRows(tx, 'projects', [project.id])
      await lockRows(tx, 'content_items', contentIds)
      await countItems(tx)
      await rename(tx, project.id)
    })
  })

  it.skipIf(inject('postgresUrl') !== undefined)(
    'names a row that is written without a lock, whatever the statement',
    async () => {
      const { write, project, contentIds } = await watched()
      const unlocked: ((tx: Tx) => Promise<unknown>)[] = [
        (tx: Tx) => rename(tx, project.id),
        (tx: Tx) => sql`update projects set name = 'X'`.execute(tx),
        async (tx: Tx) => {
          await lockRows(tx, 'projects', [project.id])
          await tx.updateTable('versions').set({ title: 'X' }).where('content_id', 'in', contentIds).execute()
        },
      ]
      for (const work of unlocked) await expect(write(work)).rejects.toThrow(/without the lock of/)
    },
  )

  it('names what is counted before the lock', async () => {
    const { write, project } = await watched()
    const early = async (tx: Tx) => {
      await countItems(tx)
      await lockRows(tx, 'projects', [project.id])
      await rename(tx, project.id)
    }
    await expect(write(early)).rejects.toThrow('reads project_items before it locks anything')
  })

  it('names locks that are taken against the order', async () => {
    const { write, project, other, contentIds } = await watched()
    const against = [
      async (tx: Tx) => {
        await lockRows(tx, 'content_items', contentIds)
        await lockRows(tx, 'projects', [project.id])
      },
      async (tx: Tx) => {
        await lockRows(tx, 'projects', [other.id])
        await lockTexts(tx, contentIds)
      },
      async (tx: Tx) => {
        await lockRows(tx, 'people', [systemActor.id])
        await tx.updateTable('channels').set({ changed_at: 1 }).execute()
        await lockRows(tx, 'projects', [project.id])
      },
    ]
    for (const work of against) await expect(write(work)).rejects.toThrow(DoorError)
  })
})
