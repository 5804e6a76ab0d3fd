import {
  type ActivityState,
  type Comment,
  type CreatedContent,
  type Id,
  type Person,
  type Project,
  type ProjectItem,
  subscriptionKey,
  type TraceDetail,
  type TraceList,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { findRoutes } from '../../../test/found-routes.ts'

/** Dora is the administrator; Anna's project holds a text of Ben's. */
async function setUp() {
  const test = await findRoutes()
  const { anna, ben, dora } = test.people
  await test.storage.write((tx) =>
    tx.updateTable('people').set({ role: 'admin' }).where('id', '=', dora.id).execute(),
  )
  const send = <T>(by: Person, method: 'POST' | 'PATCH' | 'GET' | 'DELETE', path: string, payload?: object) =>
    call<T>(test.as(by), { method, url: `/api/v1${path}`, ...(payload && { payload }) })
  const project = await send<Project>(anna, 'POST', '/projects', { name: 'Spring' })
  const { content } = await send<CreatedContent>(ben, 'POST', '/content', {
    type: 'page',
    language: 'en',
    title: 'One',
  })
  const { data } = await send<{ data: ProjectItem[] }>(anna, 'POST', `/projects/${project.id}/items`, {
    items: [{ contentId: content.id }],
  })
  const [item] = data as [ProjectItem]
  const comment = async (by: Person, body: string, projectId = project.id, place: object = {}) => {
    const made = await send<Comment>(by, 'POST', `/projects/${projectId}/comments`, { body, ...place })
    await test.runJobs()
    return made
  }
  const list = (query = '') => send<TraceList>(dora, 'GET', `/traces${query}`)
  const detail = (id: Id | undefined, query = '') => send<TraceDetail>(dora, 'GET', `/traces/${id}${query}`)
  /** Of one comment: everybody's outcome, by name. */
  const outcomes = async (about: Id) => {
    const found: Record<string, string> = {}
    for (const trace of (await list(`?about=${about}`)).data.toReversed()) {
      for (const { personId, reason, outcome } of (await detail(trace.id)).data) {
        const [name = personId] = Object.entries(test.people).find(([, one]) => one.id === personId) ?? []
        found[name] = `${reason}: ${outcome}`
      }
    }
    return found
  }
  return { ...test, send, project, item, comment, list, detail, outcomes }
}

describe('GET /traces/{id}', () => {
  it('says who was told, who was not, and why, as it was then', async () => {
    const { comment, item, outcomes, people, project, send } = await setUp()
    const { anna, ben, cleo, dora, emil } = people
    const watch = (person: Person, level: string) =>
      send(person, 'PATCH', `/subscriptions/${subscriptionKey('project', project.id)}`, { level })
    await watch(cleo, 'watching')
    await watch(ben, 'muted')
    await send(dora, 'PATCH', '/preferences/mentions', { channels: { inbox: false } })
    const nobody = '01890a5d-ac96-774b-bcce-b302099a8057'
    const mentions = [dora.id, emil.id, nobody].map((id) => `@[x](person:${id})`).join(' ')
    const { id } = await comment(anna, mentions, project.id, { itemId: item.id })
    const expected = {
      anna: 'owner: own_act',
      ben: 'author: muted',
      cleo: 'watching: told',
      dora: 'mention: preference',
      emil: 'mention: told',
      [nobody]: 'mention: not_here',
    }
    expect(await outcomes(id)).toEqual(expected)
    await watch(ben, 'watching')
    await send(dora, 'PATCH', '/preferences/mentions', { channels: { inbox: true } })
    expect(await outcomes(id)).toEqual(expected)
  })

  it('counts each outcome, narrows to one of them or to a person, and pages', async () => {
    const { comment, detail, item, list, people, project } = await setUp()
    const { ben, cleo, emil } = people
    const mentions = [cleo.id, emil.id].map((id) => `@[x](person:${id})`).join(' ')
    const { id } = await comment(ben, mentions, project.id, { itemId: item.id })
    const [trace] = (await list(`?about=${id}`)).data
    expect(trace).toMatchObject({
      kind: 'comment.created',
      actor: { id: ben.id, kind: 'person' },
      projectId: project.id,
      projectName: 'Spring',
      itemId: item.id,
      commentId: id,
      told: 3,
      withheld: 1,
    })
    const whole = await detail(trace?.id)
    expect(whole.counts).toMatchObject({ told: 3, own_act: 1, muted: 0 })
    expect((await detail(trace?.id, '?outcome=own_act')).data).toMatchObject([{ personId: ben.id }])
    expect((await detail(trace?.id, `?personId=${emil.id}`)).data).toMatchObject([{ reason: 'mention' }])
    const first = await detail(trace?.id, '?outcome=told&limit=2')
    const second = await detail(trace?.id, `?outcome=told&limit=2&cursor=${first.nextCursor}`)
    expect([...first.data, ...second.data]).toEqual(whole.data.filter(({ outcome }) => outcome === 'told'))
    expect(second.nextCursor).toBeNull()
  })

  it('says of an edit whom it told besides', async () => {
    const { as, comment, outcomes, people, runJobs } = await setUp()
    const { ben, cleo, emil } = people
    const { id } = await comment(ben, `@[Cleo](person:${cleo.id})`)
    const body = `@[Cleo](person:${cleo.id}) @[Emil](person:${emil.id})`
    const url = `/api/v1/comments/${id}`
    await call(as(ben), { method: 'PATCH', url, payload: { body }, headers: { 'if-match': '*' } })
    await runJobs()
    expect(await outcomes(id)).toMatchObject({ cleo: 'mention: told', emil: 'mention: told' })
  })
})

describe('GET /traces', () => {
  it('finds by the event of an activity who was told of it', async () => {
    const { item, outcomes, people, project, runJobs, send } = await setUp()
    const assigneeId = people.cleo.id
    await send(people.anna, 'PATCH', `/projects/${project.id}/items/${item.id}`, { assigneeId })
    await runJobs()
    const { data } = await send<ActivityState>(people.dora, 'GET', `/projects/${project.id}/activity`)
    const { facts } = data.find(({ kind }) => kind === 'item.assigned') ?? {}
    expect(await outcomes(facts?.eventId ?? '')).toMatchObject({ cleo: 'assigned: told' })
  })

  it('lists the newest first in pages, of all or of one project, and repeats nobody’s words', async () => {
    const { as, comment, list, people, project, send } = await setUp()
    const other = await send<Project>(people.anna, 'POST', '/projects', { name: 'Autumn' })
    const made: Comment[] = []
    for (const projectId of [project.id, other.id, project.id])
      made.push(await comment(people.ben, 'zebra', projectId))
    const all = await list()
    const ofComments = all.data.flatMap(({ commentId }) => commentId ?? [])
    expect(ofComments).toEqual(made.map(({ id }) => id).toReversed())
    expect((await list(`?projectId=${other.id}`)).data).toMatchObject([{ projectName: 'Autumn' }])
    const first = await list('?limit=2')
    const second = await list(`?limit=2&cursor=${first.nextCursor}`)
    expect([...first.data, ...second.data]).toEqual(all.data.slice(0, 4))
    const { body } = await as(people.dora).inject({ url: '/api/v1/traces' })
    expect(body).not.toMatch(/zebra/)
  })

  it('is for administrators alone', async () => {
    const { as, list, people, comment } = await setUp()
    await comment(people.ben, 'One')
    const [trace] = (await list()).data
    for (const url of ['/api/v1/traces', `/api/v1/traces/${trace?.id}`]) {
      expect(refusal(await as(people.ben).inject({ url }))).toEqual([403, 'forbidden'])
    }
  })

  it('leaves out private projects until the administrator has entered', async () => {
    const { as, comment, detail, list, people, send } = await setUp()
    const hidden = await send<Project>(people.ben, 'POST', '/projects', {
      name: 'Zebra',
      visibility: 'private',
    })
    await send(people.ben, 'POST', `/projects/${hidden.id}/members`, {
      id: people.emil.id,
      kind: 'person',
      role: 'editor',
    })
    const { id } = await comment(people.emil, 'zebra', hidden.id)
    for (const query of ['', `?about=${id}`, `?projectId=${hidden.id}`]) {
      const { body } = await as(people.dora).inject({ url: `/api/v1/traces${query}` })
      expect(body).not.toMatch(new RegExp(`zebra|${hidden.id}|${id}`, 'i'))
    }
    await send(people.dora, 'POST', `/projects/${hidden.id}/enter`)
    const [trace] = (await list(`?about=${id}`)).data
    expect(trace).toMatchObject({ projectName: 'Zebra', told: 1 })
    await detail(trace?.id)
    await send(people.dora, 'DELETE', `/projects/${hidden.id}/members/${people.dora.id}`)
    const gone = await as(people.dora).inject({ url: `/api/v1/traces/${trace?.id}` })
    expect(refusal(gone)).toEqual([404, 'not_found'])
  })
})
