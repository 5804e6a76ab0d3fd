/** What is written in a private project is told to its members alone, and changes nothing that anybody else sees. */
import type {
  ContentListState,
  ContentState,
  CreatedContent,
  Person,
  Position,
  Project,
  Version,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const { ben, desk, people, storage, as, runJobs } = test
  const post = <T>(path: string, payload: object) =>
    call<T>(ben, { method: 'POST', url: `/api/v1${path}`, payload })
  const project = await post<Project>('/projects', { name: 'Merger', visibility: 'private' })
  await post(`/projects/${project.id}/members`, { id: people.cleo.id, kind: 'person', role: 'reviewer' })
  const held = async (created: CreatedContent, version = created.version) => {
    await desk.add(project.id, { contentId: created.content.id, versionId: version.id })
    await runJobs()
  }
  const edit = async ({ contentId, id }: Version, title: string) => {
    const url = `/api/v1/content/${contentId}/versions/${id}`
    await call(ben, { method: 'PATCH', url, payload: { title }, headers: { 'if-match': '*' } })
    await runJobs()
  }
  const publish = async ({ contentId, id }: Version) => {
    const path = `/content/${contentId}/versions/${id}`
    for (const status of ['in_review', 'ready']) await post(`${path}/status`, { status })
    await post(`${path}/publish`, {})
    await runJobs()
  }
  const rowOf = async (person: Person, { content }: CreatedContent) => {
    const list = await call<ContentListState>(as(person), { method: 'GET', url: '/api/v1/content' })
    return list.data.find(({ id }) => id === content.id)
  }
  /** What the channels say from now on. */
  const listen = async () => {
    const channels = ['content', ...Object.values(people).map(({ id }) => `person:#${id}`)]
    const offsets = await Promise.all(
      channels.map(async (channel) => (await eventsAfter(storage, channel)).at(-1)?.offset ?? 0),
    )
    const said = async (channel: string) => {
      const events = await eventsAfter(storage, channel, offsets[channels.indexOf(channel)])
      return events.map(({ event }) => event).filter(({ type }) => type.includes('content.'))
    }
    return { list: () => said('content'), own: ({ id }: Person) => said(`person:#${id}`) }
  }
  return { ...test, project, post, held, edit, publish, rowOf, listen }
}

describe('a draft that a private project holds', () => {
  it('is told to the members when it is saved; the list and its rows stay as they are', async () => {
    const { desk, people, held, edit, rowOf, listen, post, publish } = await setUp()
    const created = await desk.content({ title: 'Open' })
    await publish(created.version)
    const draft = await post<Version>(`/content/${created.content.id}/versions`, { language: 'en' })
    await held(created, draft)
    const before = await rowOf(people.emil, created)
    const { list, own } = await listen()
    await edit(draft, 'Secret')
    expect(await list()).toEqual([])
    expect(await own(people.emil)).toEqual([])
    for (const member of [people.ben, people.cleo]) {
      const told = { type: 'private_content.changed', contentIds: [created.content.id] }
      expect(await own(member)).toEqual([expect.objectContaining(told)])
    }
    expect(await rowOf(people.emil, created)).toEqual(before)
    const after = await rowOf(people.cleo, created)
    expect(after).toMatchObject({ title: 'Secret', updatedBy: { id: people.ben.id } })
    expect(Date.parse(after?.updatedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before?.updatedAt ?? ''))
  })

  it('is told to nobody who sees another version of its item in another private project', async () => {
    const { desk, people, held, edit, listen, post, runJobs } = await setUp()
    const created = await desk.content({ title: 'Open' })
    const swedish = await post<Version>(`/content/${created.content.id}/versions`, { language: 'sv' })
    await held(created)
    const other = await post<Project>('/projects', { name: 'Other', visibility: 'private' })
    await post(`/projects/${other.id}/members`, { id: people.emil.id, kind: 'person', role: 'editor' })
    await desk.add(other.id, { contentId: created.content.id, versionId: swedish.id })
    await runJobs()
    const { own } = await listen()
    await edit(created.version, 'Secret')
    await post(`/content/${created.content.id}/comments`, { body: 'Secret, too', language: 'en' })
    await edit(created.version, 'Secret still')
    expect(await own(people.emil)).toEqual([])
    expect(await own(people.cleo)).toHaveLength(2)
  })

  it('of which nobody else sees anything is in no event of the list at all', async () => {
    const { desk, people, held, edit, listen, runJobs } = await setUp()
    const created = await desk.content({ title: 'New' })
    await runJobs()
    await held(created)
    const { list, own } = await listen()
    await edit(created.version, 'Secret')
    expect(await list()).toEqual([])
    expect(await own(people.cleo)).toHaveLength(1)
  })

  it('does not keep from anybody what happens to the rest of its item', async () => {
    const { desk, people, held, edit, rowOf, listen, post } = await setUp()
    const created = await desk.content({ title: 'Open' })
    const swedish = await post<Version>(`/content/${created.content.id}/versions`, { language: 'sv' })
    await held(created, swedish)
    const { list, own } = await listen()
    await edit(created.version, 'Open to all')
    const [changed] = await list()
    expect(changed).toMatchObject({ items: [await rowOf(people.emil, created)] })
    expect(changed).not.toHaveProperty('isWithheld')
    expect(await own(people.cleo)).toHaveLength(1)
  })

  it('is everybody’s once it is published, but not that its project takes it out and puts it back', async () => {
    const { ben, desk, people, project, as, rowOf, listen, post, runJobs, storage } = await setUp()
    const created = await desk.content({ title: 'New' })
    const [item] = await desk.add(project.id, { contentId: created.content.id })
    await desk.move(project.id, item ? [item] : [], 'in_review', 'ready')
    await desk.publish(project.id)
    await runJobs()
    const page = async (person: Person) => {
      const url = `/api/v1/content/${created.content.id}`
      const { position, ...state } = await call<ContentState & { position: Position }>(as(person), {
        method: 'GET',
        url,
      })
      return { state, offset: position.offset }
    }
    const before = { outside: await page(people.emil), inside: await page(people.cleo) }
    const deeds = {
      remove: () => call(ben, { method: 'DELETE', url: `/api/v1/projects/${project.id}/items/${item?.id}` }),
      restore: () => post(`/projects/${project.id}/items/restore`, { itemIds: [item?.id] }),
      'delete project': () => call(ben, { method: 'DELETE', url: `/api/v1/projects/${project.id}` }),
      'bring it back': () => post(`/projects/${project.id}/restore`, {}),
    }
    for (const [name, does] of Object.entries(deeds)) {
      const { list, own } = await listen()
      await does()
      await runJobs()
      expect([name, await page(people.emil)]).toEqual([name, before.outside])
      expect([name, await list(), await own(people.emil)]).toEqual([name, [], []])
      const isHeld = name === 'restore' || name === 'bring it back'
      for (const member of [people.ben, people.cleo]) {
        const told = { type: 'private_content.changed', contentIds: [created.content.id] }
        expect([name, await own(member)]).toEqual([name, [expect.objectContaining(told)]])
        expect((await rowOf(member, created))?.projectIds).toEqual(isHeld ? [project.id] : [])
        const { state } = await page(member)
        expect(state.versions[0]?.projectId).toBe(isHeld ? project.id : null)
        if (isHeld) expect(state).toEqual(before.inside.state)
      }
    }
    expect(await eventsAfter(storage, `content:${created.content.id}`, before.outside.offset)).toEqual([])
  })

  it('is told to the members once it is published: they see which project holds it', async () => {
    const { desk, people, project, rowOf, listen, runJobs } = await setUp()
    const created = await desk.content({ title: 'New' })
    const [item] = await desk.add(project.id, { contentId: created.content.id })
    await desk.move(project.id, item ? [item] : [], 'in_review', 'ready')
    await runJobs()
    const { list, own } = await listen()
    await desk.publish(project.id)
    await runJobs()
    expect(await list()).toEqual([expect.objectContaining({ items: [await rowOf(people.emil, created)] })])
    expect((await rowOf(people.emil, created))?.projectIds).toEqual([])
    expect((await rowOf(people.cleo, created))?.projectIds).toEqual([project.id])
    expect(await own(people.cleo)).toHaveLength(1)
  })
})
