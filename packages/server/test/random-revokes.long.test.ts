/**
 * While people work in private projects and everybody has everything open, people are put out and let in at random: by
 * themselves, by their groups, by their roles and by being deactivated. Nobody receives, reads or finds what is not theirs
 * at that moment.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreatedContent, Id, Project, ProjectItem, Release, Role } from '@copydesk/contract'
import { type ApiCaller, createApiCaller } from '@copydesk/testkit'
import { randomOf } from '@copydesk/testkit/random-of'
import { pino } from 'pino'
import { expect, inject, it, onTestFinished } from 'vitest'
import { composeServer } from '../src/cli/compose-server.ts'
import { openServices } from '../src/cli/open-services.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createPerson } from '../src/people/commands.ts'
import { sessionCookieName } from '../src/people/sessions/cookies.ts'
import { Sessions } from '../src/people/sessions/sessions.ts'
import { loadSettings } from '../src/settings/load-settings.ts'
import { AccessLog } from './access-log.ts'
import { AccessObserver, type WatchedProject } from './access-observer.ts'
import { createTestDatabase } from './test-storage.ts'

const seed = Number(process.env.LONG_SEED ?? 42)
const changes = 4 * Number(process.env.LONG_RUNS ?? 1)
const words = ['zebra', 'ocelot', 'walrus']

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-revokes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const database = await createTestDatabase(folder)
  const isPostgres = inject('postgresUrl') !== undefined
  const env = { COPYDESK_DATA_DIR: folder, ...(isPostgres && { COPYDESK_DATABASE_URL: database }) }
  const opened = await openServices(loadSettings({ env, cwd: folder }))
  const log = pino({ level: 'silent' })
  const server = await composeServer({ opened, secret: 'of the connection tokens of this test', log })
  onTestFinished(() => server.stop())
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const { services } = opened
  const sessions = new Sessions(services)
  const signIn = async (id: Id): Promise<ApiCaller> => {
    const { token } = await sessions.start(id)
    return createApiCaller(url, `${sessionCookieName}_${port}=${token}`)
  }
  const invite = async (name: string, role: Role): Promise<Id> => {
    const input = { name, email: `${name}@test.example`, role, passwordHash: null }
    return (await services.runner.run({ actor: systemActor }, createPerson(input))).body.id
  }
  return { storage: services.storage, url, signIn, invite }
}

/** A private project with a text that stays in it, and one that was released from it. */
async function buildPrivate(caller: ApiCaller, word: string): Promise<WatchedProject> {
  const { id } = await caller.post<Project>('/projects', { name: `Plan of ${word}`, visibility: 'private' })
  const page = { type: 'page', language: 'en', title: 'A page' }
  const kept = await caller.post<CreatedContent>('/content', page)
  const out = await caller.post<CreatedContent>('/content', page)
  const items = [kept, out].map(({ content }) => ({ contentId: content.id }))
  const { data } = await caller.post<{ data: ProjectItem[] }>(`/projects/${id}/items`, { items })
  const [keptItem, outItem] = data as [ProjectItem, ProjectItem]
  for (const status of ['in_review', 'ready']) {
    await caller.patch(`/projects/${id}/items`, { itemIds: [outItem.id], status })
  }
  const publish = { mode: 'ready', note: `Because of ${word}` }
  const { release } = await caller.post<{ release: Release }>(`/projects/${id}/publish`, publish)
  const { contentId, versionId } = keptItem
  return { id, word, itemId: keptItem.id, contentId, versionId, releaseId: release.id }
}

/** Somebody who is in all of them, and in all that they write is the project's word. */
async function work(caller: ApiCaller, one: WatchedProject, personIds: readonly Id[], random: () => number) {
  const person = personIds[Math.floor(random() * personIds.length)] ?? ''
  const project = `/projects/${one.id}`
  const version = `/content/${one.contentId}/versions/${one.versionId}`
  const said = `${one.word} ${Math.floor(random() * 1000)}`
  const acts: [string, string, object][] = [
    ['POST', `${project}/comments`, { body: `The ${said} for @[You](person:${person})`, itemId: one.itemId }],
    ['POST', `${project}/comments`, { body: `The ${said}` }],
    ['PATCH', version, { title: `Page of ${said}`, body: `Text of ${said}`, keepReplaced: true }],
    ['PATCH', project, { name: `Plan of ${said}`, description: `About ${said}` }],
    ['PATCH', `${project}/items/${one.itemId}`, { assigneeId: person, dueAt: '2030-03-05' }],
    ['POST', `${project}/tasks`, { title: `Feed the ${said}`, assigneeId: person }],
    ['PATCH', `${project}/items`, { itemIds: [one.itemId], status: 'in_review' }],
    ['PATCH', `${project}/items`, { itemIds: [one.itemId], status: 'rejected', reason: `Not this ${said}` }],
    ['POST', `${project}/archive`, {}],
    ['POST', `${project}/reactivate`, {}],
  ]
  const [method, path, body] = acts[Math.floor(random() * acts.length)] ?? ['GET', project, {}]
  // What others did meanwhile may be in the way, and on a busy machine the database may be.
  const answer = await caller.send(method, path, body, { 'if-match': '*' })
  expect(answer.status === 503 ? 409 : answer.status, await answer.text()).toBeLessThan(500)
}

it(`nobody receives, reads or finds what is not theirs any more (seed ${seed})`, async () => {
  const { storage, url, signIn, invite } = await start()
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const ada = await signIn(await invite('ada', 'admin'))
  const roles: Role[] = ['editor', 'editor', 'reviewer', 'viewer', 'admin']
  const personIds: Id[] = []
  for (const [index, role] of roles.entries()) personIds.push(await invite(`person${index}`, role))
  const projects: WatchedProject[] = []
  for (const word of words) projects.push(await buildPrivate(ada, word))
  // Everybody is in one of them to begin with.
  const groupIds: Id[] = []
  for (const [index, memberIds] of [personIds.slice(0, 3), personIds.slice(2)].entries()) {
    const { id } = await ada.post<{ id: Id }>('/groups', { name: `Group ${index}`, memberIds })
    await ada.post(`/projects/${projects[index]?.id}/members`, { id, kind: 'group', role: 'editor' })
    groupIds.push(id)
  }
  const open = await ada.post<Project>('/projects', { name: 'For everybody' })
  const log = new AccessLog(
    storage,
    personIds,
    projects.map(({ id }) => id),
  )
  await log.change(personIds, async () => {})
  const observers = personIds.map((personId, index) => {
    const own = { url, personId, log, projects, publicProjectId: open.id, random: randomOf(seed + index) }
    return new AccessObserver(own)
  })
  for (const one of observers) {
    one.signIn(await signIn(one.personId))
    onTestFinished(() => one.stop())
  }
  for (const one of observers) await one.lookEverywhere()
  for (const { found } of observers) expect(found).toBeGreaterThan(0)

  let isOver = false
  const busy = Promise.all([
    ...observers.map(async (one) => {
      while (!isOver) await one.look()
    }),
    ...[1, 2].map(async (number) => {
      const own = randomOf(seed + 100 + number)
      while (!isOver)
        await work(ada, projects[Math.floor(own() * projects.length)] as WatchedProject, personIds, own)
    }),
  ])
  // Is awaited at the end, and may fail before.
  busy.catch(() => {})
  const command = async (letIn: readonly Id[], method: string, path: string, body?: object) => {
    await log.change(letIn, async () => {
      const answer = await ada.send(method, path, body, { 'if-match': '*' })
      const { status } = answer
      expect(status === 503 ? 409 : status, `${method} ${path}: ${await answer.text()}`).toBeLessThan(500)
    })
  }
  try {
    for (let count = 0; count < changes; count += 1) {
      const one = pick(observers)
      const { id } = pick(projects)
      const groupId = pick(groupIds)
      const role = pick(['viewer', 'editor', 'reviewer', 'manager'])
      const kinds = [
        () =>
          command([one.personId], 'POST', `/projects/${id}/members`, {
            id: one.personId,
            kind: 'person',
            role,
          }),
        () => command([], 'DELETE', `/projects/${id}/members/${one.personId}`),
        () => command(personIds, 'POST', `/projects/${id}/members`, { id: groupId, kind: 'group', role }),
        () => command([], 'DELETE', `/projects/${id}/members/${groupId}`),
        () => command([one.personId], 'PATCH', `/groups/${groupId}`, { addIds: [one.personId] }),
        () => command([], 'PATCH', `/groups/${groupId}`, { removeIds: [one.personId] }),
        () =>
          command([], 'PATCH', `/people/${one.personId}`, {
            role: pick(['viewer', 'editor', 'reviewer', 'admin']),
          }),
        async () => {
          await command([], 'PATCH', `/people/${one.personId}`, { state: 'deactivated' })
          await one.lookEverywhere()
          await command([one.personId], 'PATCH', `/people/${one.personId}`, { state: 'active' })
          one.signIn(await signIn(one.personId))
        },
      ]
      await pick(kinds)()
      await Promise.all(observers.map((observer) => observer.letGo()))
      for (const observer of observers) await observer.takeWhatIsClosed()
      expect(observers.flatMap(({ faults }) => faults)).toEqual([])
    }
  } finally {
    isOver = true
    await busy
  }
  for (const one of observers) await one.lookEverywhere()
  expect(observers.flatMap(({ faults }) => faults)).toEqual([])

  // Somebody is in whom the log knows to be out, and it is noticed.
  const [planted] = observers as [AccessObserver]
  await log.change([], () => storage.write((tx) => tx.deleteFrom('project_members').execute()))
  await storage.write((tx) =>
    tx
      .insertInto('project_members')
      .values({
        project_id: projects[0]?.id ?? '',
        member_id: planted.personId,
        member_kind: 'person',
        role: 'viewer',
        added_by_id: planted.personId,
        added_by_kind: 'person',
        added_at: 0,
        entered: 0,
      })
      .execute(),
  )
  await planted.lookEverywhere()
  expect(planted.faults).toContainEqual(expect.stringContaining(`GET /projects/${projects[0]?.id} (200)`))
})
