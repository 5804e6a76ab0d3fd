/**
 * What was reported of releases, schedules and drafts of other systems, each tried here by the API as its report says:
 * named by the system and the number of the report.
 */
import type {
  CreatedContent,
  CreatedServiceKey,
  ItemRows,
  Person,
  Project,
  Version,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from './desk.ts'
import { createScheduleTest, inMarch, inMarchAt } from './schedule-test.ts'

/** A page that is live, with a draft of it in a private project of Ben's, in which Cleo is. */
async function setUpPrivate() {
  const test = await createScheduleTest()
  const { as, ben, desk, people, runJobs } = test
  const post = <T>(path: string, payload: object) =>
    call<T>(ben, { method: 'POST', url: `/api/v1${path}`, payload })
  const { content, version } = await post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Prices',
    body: 'As before',
  })
  const at = `/content/${content.id}/versions`
  for (const status of ['in_review', 'ready']) await post(`${at}/${version.id}/status`, { status })
  await post(`${at}/${version.id}/publish`, {})
  const project = await post<Project>('/projects', { name: 'Quagga merger', visibility: 'private' })
  await post(`/projects/${project.id}/members`, { id: people.cleo.id, kind: 'person', role: 'reviewer' })
  const draft = await post<Version>(at, { language: 'en' })
  await desk.add(project.id, { contentId: content.id, versionId: draft.id })
  const edit = (payload: object) => {
    const url = `/api/v1${at}/${draft.id}`
    return call(ben, { method: 'PATCH', url, payload, headers: { 'if-match': '*' } })
  }
  await edit({ title: 'Zebra prices', body: 'Zebras cost more' })
  await edit({ body: 'Zebras cost less' })
  await runJobs()
  const found = async (person: Person, words: string) =>
    (await as(person).inject({ url: `/api/v1/search?q=${words}` })).body
  return { ...test, post, content, project, draft, at, found }
}

describe('a draft', () => {
  it('is found by its new words by those alone who see it (BetterCMS 928)', async () => {
    const { content, people, found } = await setUpPrivate()
    expect(await found(people.cleo, 'Zebra')).toContain(content.id)
    expect(await found(people.emil, 'Zebra')).not.toMatch(/zebra|[0-9a-f]{8}-/i)
    expect(await found(people.emil, 'Prices')).toContain(content.id)
    expect(await found(people.emil, 'Prices')).not.toMatch(/zebra/i)
  })

  it('is not found by the name of what holds it either (alkem-io server 5338)', async () => {
    const { people, found, project } = await setUpPrivate()
    expect(await found(people.cleo, 'Quagga')).toContain(project.id)
    expect(await found(people.emil, 'Quagga')).not.toMatch(/merger|[0-9a-f]{8}-/i)
  })

  it('is in no history of what is live, for whoever does not see it (scholarsphere 823)', async () => {
    const { as, at, content, draft, people, project } = await setUpPrivate()
    const emil = as(people.emil)
    for (const path of [
      `/content/${content.id}`,
      `/content/${content.id}/releases`,
      `/content?q=Zebra`,
      '/projects',
      '/releases',
    ]) {
      const answer = await emil.inject({ url: `/api/v1${path}` })
      expect([path, answer.statusCode]).toEqual([path, 200])
      expect(answer.body).not.toMatch(/zebra prices|cost less|cost more|merger/i)
      expect(answer.body).not.toContain(draft.id)
    }
    for (const path of [
      `${at}/${draft.id}`,
      `${at}/${draft.id}/kept-texts`,
      `${at}/${draft.id}/references`,
      `/projects/${project.id}/activity`,
    ]) {
      expect([path, (await emil.inject({ url: `/api/v1${path}` })).statusCode]).toEqual([path, 404])
    }
  })
})

describe('a schedule', () => {
  it('is made by nobody who may not publish, and takes down nothing for them (Umbraco 11820)', async () => {
    const { app, as, desk, people, post, project, draft, at, readyProject } = await setUpPrivate()
    const open = await readyProject('Home')
    await desk.publish(open.project.id)
    const end = await desk.project('The end')
    const contentId = open.items[0]?.contentId ?? ''
    const takedown = await post<ItemRows>(`/projects/${end.id}/items`, {
      items: [{ contentId, action: 'unpublish' }],
    })
    await desk.move(end.id, takedown.data, 'in_review', 'ready')
    const payload = { name: 'Build', scopes: ['project.read', 'project.write', 'content.write'] }
    const { key } = await call<CreatedServiceKey>(as(people.anna), {
      method: 'POST',
      url: '/api/v1/keys',
      payload,
    })
    // Cleo is a reviewer there and everywhere, and Emil is in no private project.
    for (const [person, path, status] of [
      [people.cleo, `/projects/${end.id}/schedule`, 403],
      [people.dora, `/projects/${end.id}/schedule`, 403],
      [people.cleo, `/projects/${project.id}/schedule`, 403],
      [people.cleo, `${at}/${draft.id}/schedule`, 403],
      [people.emil, `/projects/${project.id}/schedule`, 404],
      [people.emil, `${at}/${draft.id}/schedule`, 404],
    ] as const) {
      const answer = await as(person).inject({ method: 'POST', url: `/api/v1${path}`, payload: inMarch })
      expect([person.name, path, answer.statusCode]).toEqual([person.name, path, status])
    }
    const byKey = await app.inject({
      method: 'POST',
      url: `/api/v1/projects/${end.id}/schedule`,
      payload: inMarch,
      headers: { authorization: `Bearer ${key}` },
    })
    expect(refusal(byKey)).toEqual([403, 'forbidden'])
  })

  it('of what was taken down meanwhile and put in the trash stops no other (Umbraco 10161)', async () => {
    const { desk, readyProject, runAt, schedules, scheduled, send, statuses } = await createScheduleTest()
    const { project, items } = await readyProject('Home')
    await desk.publish(project.id)
    const contentId = items[0]?.contentId ?? ''
    const ends: Project[] = []
    for (const name of ['The end', 'The end by hand']) {
      const end = await desk.project(name)
      const added = await send('POST', `/projects/${end.id}/items`, {
        items: [{ contentId, action: 'unpublish' }],
      })
      await desk.move(end.id, added.json<ItemRows>().data, 'in_review', 'ready')
      ends.push(end)
    }
    const [end, byHand] = ends as [Project, Project]
    const { project: other } = await readyProject('Other')
    await scheduled(end.id)
    await scheduled(other.id)
    await desk.publish(byHand.id)
    const remove = () => send('DELETE', `/content/${contentId}`, undefined, { 'if-match': '*' })
    expect(refusal(await remove())).toEqual([409, 'locked_by_schedule'])
    await runAt(inMarchAt)
    expect(await schedules()).toMatchObject([{ state: 'failed' }, { state: 'done' }])
    expect(await statuses(other)).toEqual(['published'])
    expect((await remove()).statusCode).toBe(204)
  })

  it('leaves nobody to write on what it holds, and nothing behind once it is cancelled (Orchard 860)', async () => {
    const { readyProject, releaseCount, runAt, scheduled, send, statuses } = await createScheduleTest()
    const { project, items } = await readyProject('Home')
    await scheduled(project.id)
    const [item] = items
    const path = `/content/${item?.contentId}/versions/${item?.versionId}`
    const write = () => send('PATCH', path, { title: 'Later words' }, { 'if-match': '*' })
    expect(refusal(await write())).toEqual([409, 'locked_by_schedule'])
    expect((await send('DELETE', `/projects/${project.id}/schedule`)).statusCode).toBe(204)
    await send('PATCH', `/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
    expect((await write()).statusCode).toBe(200)
    await runAt(inMarchAt)
    expect([await releaseCount(), await statuses(project)]).toEqual([0, ['in_review']])
  })

  it('is not made of what nobody approved (Umbraco 2919)', async () => {
    const { desk, releaseCount, runAt, schedule, schedules } = await createScheduleTest()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review')
    expect(refusal(await schedule(project.id))).toEqual([409, 'publish_blocked'])
    await runAt(inMarchAt)
    expect([await schedules(), await releaseCount()]).toEqual([[], 0])
  })
})

it('one of the last of many items is taken out, and no other (Strapi 21291)', async () => {
  const { desk, itemsOf, send } = await createScheduleTest()
  const { project, items } = await desk.projectOf('One', 'Two', 'Three', 'Four')
  const last = items.at(-1)
  expect((await send('DELETE', `/projects/${project.id}/items/${last?.id}`)).statusCode).toBe(204)
  const left = (await itemsOf(project)).data.map(({ id }) => id)
  expect(new Set(left)).toEqual(new Set(items.slice(0, -1).map(({ id }) => id)))
})
