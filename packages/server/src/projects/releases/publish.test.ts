import type {
  BlockerList,
  ContentListState,
  ContentState,
  ItemsState,
  Project,
  ProjectItem,
  PublishResult,
  Version,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { failWrites } from '../../../test/fail-writes.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import type { Tables } from '../../storage/schema.ts'
import type { Storage } from '../../storage/storage.ts'

async function setUp() {
  const test = await createDeskTest()
  const { desk, send } = test
  const publish = (project: Project, mode: string, headers: Record<string, string> = {}) =>
    send('POST', `/projects/${project.id}/publish`, { mode }, headers)
  /** A project whose items are all ready. */
  const readyProject = async (...titles: string[]) => {
    const { project, items } = await desk.projectOf(...titles)
    return { project, items: await desk.move(project.id, items, 'in_review', 'ready') }
  }
  return { ...test, publish, readyProject }
}

/** What publishing tells of an item. */
const slim = ({ id, revision, status }: ProjectItem) => ({ id, revision, status })

describe('publishing everything', () => {
  it('makes every version live and tells every channel', async () => {
    const { get, publish, readyProject, storage, people, advance, runJobs } = await setUp()
    const { project, items } = await readyProject('One', 'Two')
    advance(60_000)
    const answer = await publish(project, 'all', { 'idempotency-key': 'go' })
    expect(answer.statusCode).toBe(200)
    const result = answer.json<PublishResult>()
    expect(result.project).toEqual({
      ...project,
      revision: 2,
      updatedAt: '2026-03-02T09:01:00.000Z',
      publishedAt: '2026-03-02T09:01:00.000Z',
    })
    expect(result.items).toMatchObject(items.map(({ id }) => ({ id, status: 'published' })))
    const own = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    expect(own).toMatchObject({
      type: 'project.published',
      commandId: 'go',
      ...result,
      items: result.items.map(slim),
    })
    const listed = (await eventsAfter(storage, 'projects')).at(-1)?.event
    expect(listed).toMatchObject({ type: 'project.changed', project: result.project, commandId: 'go' })
    const { data } = await get<ContentListState>('/content')
    for (const { id, languages } of data) {
      expect(languages[0]).toMatchObject({ status: 'published', publishedNumber: 1, projectId: project.id })
      const { versions } = await get<ContentState>(`/content/${id}`)
      const changed = (await eventsAfter(storage, `content:${id}`)).at(-1)?.event
      expect(changed).toMatchObject({ type: 'version.changed', versions })
    }
    const work = await storage.read((tx) => tx.selectFrom('outbox').selectAll().orderBy('id').execute())
    expect(work.slice(-2).map(({ topic, payload }) => [topic, JSON.parse(payload)])).toEqual([
      ['count', { projectId: project.id }],
      [
        'notify',
        {
          kind: 'project.published',
          eventId: own?.id,
          actorId: people.ben.id,
          actorKind: 'person',
          projectId: project.id,
          itemIds: items.map((item) => item.id),
        },
      ],
    ])
    await runJobs()
    const content = (await eventsAfter(storage, 'content')).at(-1)?.event
    expect(content).toMatchObject({ type: 'content.changed', items: data.toReversed() })
  })

  it('is blocked, item by item, unless all are ready', async () => {
    const { desk, get, people, publish } = await setUp()
    const { project, items } = await desk.projectOf('Draft', 'Ready', 'Rejected')
    const [first, second, third] = items as [ProjectItem, ProjectItem, ProjectItem]
    await desk.move(project.id, [second, third], 'in_review')
    await desk.move(project.id, [second], 'ready')
    await desk.move(project.id, [third], 'rejected')
    const before = await get(`/projects/${project.id}/items`)
    const answer = await publish(project, 'all')
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(answer.json().blockers).toEqual([
      {
        itemId: first.id,
        contentId: first.contentId,
        versionId: first.versionId,
        title: 'Draft',
        reason: 'not_ready',
        status: 'draft',
        lift: { step: 'send', roles: ['admin', 'editor'], people: [people.ben.id] },
      },
      {
        itemId: third.id,
        contentId: third.contentId,
        versionId: third.versionId,
        title: 'Rejected',
        lift: { step: 'send', roles: ['admin', 'editor'], people: [people.ben.id] },
        reason: 'not_ready',
        status: 'rejected',
        rejection: { reason: '', by: expect.anything(), at: expect.any(String) },
      },
    ])
    expect(await get(`/projects/${project.id}/items`)).toEqual(before)
    const asked = await get<BlockerList>(`/projects/${project.id}/blockers`)
    expect(asked).toEqual({ data: answer.json().blockers, nextCursor: null, warnings: [] })
    expect(await get(`/projects/${project.id}/blockers?mode=ready`)).toMatchObject({ data: [] })
  })

  it('is not blocked by what was published before', async () => {
    const { desk, publish, readyProject } = await setUp()
    const { project } = await readyProject('One')
    await desk.publish(project.id)
    expect(refusal(await publish(project, 'all'))).toEqual([409, 'nothing_to_publish'])
    const { content } = await desk.content({ title: 'Two' })
    const added = await desk.add(project.id, { contentId: content.id })
    expect(refusal(await publish(project, 'all'))).toEqual([409, 'publish_blocked'])
    await desk.move(project.id, added, 'in_review', 'ready')
    const again = await publish(project, 'all')
    expect(again.json().items).toMatchObject([{ title: 'Two', status: 'published' }])
  })

  it('needs something to publish, a mode, and an editor', async () => {
    const { as, desk, people, publish } = await setUp()
    const project = await desk.project()
    expect(refusal(await publish(project, 'all'))).toEqual([409, 'nothing_to_publish'])
    expect(refusal(await publish(project, 'some'))).toEqual([400, 'invalid_request'])
    const answer = await as(people.cleo).inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/publish`,
      payload: { mode: 'all' },
    })
    expect(refusal(answer)).toEqual([403, 'forbidden'])
  })

  it('happens once under one key', async () => {
    const { publish, readyProject, storage } = await setUp()
    const { project } = await readyProject('One')
    const first = await publish(project, 'all', { 'idempotency-key': 'go' })
    const second = await publish(project, 'all', { 'idempotency-key': 'go' })
    expect(second.json()).toEqual(first.json())
    const events = await eventsAfter(storage, `project:${project.id}`)
    expect(events.filter(({ event }) => event.type === 'project.published')).toHaveLength(1)
  })
})

describe('publishing what is ready', () => {
  it('leaves the rest as it is', async () => {
    const { desk, get, publish } = await setUp()
    const { project, items } = await desk.projectOf('Draft', 'Ready')
    await desk.move(project.id, items.slice(1), 'in_review', 'ready')
    const answer = await publish(project, 'ready')
    expect(answer.json().items.map((item: ProjectItem) => item.id)).toEqual([items[1]?.id])
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data.map((item) => item.status)).toEqual(['draft', 'published'])
    expect(refusal(await publish(project, 'ready'))).toEqual([409, 'nothing_to_publish'])
  })
})

describe('what was live before', () => {
  it('becomes previously published, and its item in the other project says so', async () => {
    const { desk, get, publish, readyProject, storage } = await setUp()
    const first = await readyProject('Page')
    await desk.publish(first.project.id)
    const contentId = first.items[0]?.contentId ?? ''
    const second = await desk.project('Second')
    const added = await desk.add(second.id, { contentId })
    await desk.move(second.id, added, 'in_review', 'ready')
    expect((await publish(second, 'all')).statusCode).toBe(200)
    const state = await get<ContentState>(`/content/${contentId}`)
    expect(state.languages[0]).toMatchObject({ number: 2, publishedNumber: 2 })
    expect(state.versions.map((version) => version.status)).toEqual(['published', 'previously_published'])
    const { data } = await get<ItemsState>(`/projects/${first.project.id}/items`)
    expect(data[0]?.status).toBe('previously_published')
    const changed = (await eventsAfter(storage, `project:${first.project.id}`)).at(-1)?.event
    expect(changed).toMatchObject({ type: 'item.changed', items: data.map(slim) })
    const counted = await storage.read((tx) =>
      tx.selectFrom('outbox').select('payload').where('topic', '=', 'count').orderBy('id').execute(),
    )
    expect(counted.slice(-2).map(({ payload }) => JSON.parse(payload).projectId)).toEqual([
      second.id,
      first.project.id,
    ])
  })

  it('stays live in another language', async () => {
    const { desk, get, readyProject } = await setUp()
    const { project, items } = await readyProject('Page')
    await desk.publish(project.id)
    const contentId = items[0]?.contentId ?? ''
    const swedish = await desk.add(project.id, { contentId, language: 'sv' })
    await desk.move(project.id, swedish, 'in_review', 'ready')
    await desk.publish(project.id)
    const { languages } = await get<ContentState>(`/content/${contentId}`)
    expect(languages.map((one) => [one.language, one.publishedNumber])).toEqual([
      ['en', 1],
      ['sv', 1],
    ])
  })

  it('may have gone live by the same item, which took up the next version', async () => {
    const { desk, get, publish, readyProject, storage } = await setUp()
    const { project, items } = await readyProject('Page')
    await desk.publish(project.id)
    const contentId = items[0]?.contentId ?? ''
    const added = await desk.add(project.id, { contentId })
    expect(added).toMatchObject([{ id: items[0]?.id, versionNumber: 2, status: 'draft' }])
    await desk.move(project.id, added, 'in_review', 'ready')
    const answer = await publish(project, 'all')
    expect(answer.json().items).toMatchObject([{ versionNumber: 2, status: 'published' }])
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data).toMatchObject([{ id: items[0]?.id, status: 'published' }])
    const published = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    expect(published).toMatchObject({ type: 'project.published', items: data.map(slim) })
    const { versions } = await get<ContentState>(`/content/${contentId}`)
    expect(versions.map((one) => [one.status, one.projectId])).toEqual([
      ['published', project.id],
      ['previously_published', null],
    ])
  })

  it('is the older of two versions that go out together, which older databases hold in one project', async () => {
    const { desk, get, publish, send, storage } = await setUp()
    const { content, version } = await desk.content()
    const answer = await send('POST', `/content/${content.id}/versions`, { language: 'en' })
    const second = answer.json<Version>()
    const [project, other] = [await desk.project(), await desk.project('Other')]
    const items = await desk.add(project.id, { contentId: content.id, versionId: second.id })
    const older = await desk.add(other.id, { contentId: content.id, versionId: version.id })
    await storage.write((tx) =>
      tx
        .updateTable('project_items')
        .set({ project_id: project.id })
        .where('project_id', '=', other.id)
        .execute(),
    )
    await desk.move(project.id, [...items, ...older], 'in_review', 'ready')
    expect((await publish(project, 'all')).json().items).toMatchObject([{ versionId: second.id }])
    const { versions } = await get<ContentState>(`/content/${content.id}`)
    expect(versions.map((one) => one.status)).toEqual(['published', 'previously_published'])
  })
})

it('moves, publishes and replaces versions without writing their texts again', async () => {
  const { desk, get, storage } = await setUp()
  const { content, version } = await desk.content({ body: 'a long text' })
  const project = await desk.project()
  const first = await desk.add(project.id, { contentId: content.id })
  const url = `/content/${content.id}/versions`
  await failWrites(storage, 'update', 'version_bodies')
  await desk.move(project.id, first, 'in_review', 'ready')
  await desk.publish(project.id)
  const second = await desk.add(project.id, { contentId: content.id })
  await desk.move(project.id, second, 'in_review', 'ready')
  await desk.publish(project.id)
  expect(await get<Version>(`${url}/${version.id}`)).toMatchObject({
    status: 'previously_published',
    body: 'a long text',
  })
  expect(await get<Version>(`${url}/${second.at(-1)?.versionId}`)).toMatchObject({
    status: 'published',
    body: 'a long text',
  })
})

const tables: (keyof Tables)[] = [
  'channels',
  'publications',
  'outbox',
  'idempotency_keys',
  'content_items',
  'versions',
  'projects',
  'project_items',
  'releases',
  'release_items',
]

/** Those of them that it only adds to. */
const written = ['publications', 'outbox', 'idempotency_keys', 'releases', 'release_items']

/** Every row of every table that a publish writes. */
function dump(storage: Storage): Promise<unknown[][]> {
  return storage.read((tx) =>
    Promise.all(tables.map((table) => tx.selectFrom(table).selectAll().execute() as Promise<unknown[]>)),
  )
}

describe('a fault within the transaction', () => {
  it.each(tables)('leaves nothing published when writing to %s fails', async (table) => {
    const { desk, get, publish, readyProject, storage, announced } = await setUp()
    const former = await readyProject('Page')
    await desk.publish(former.project.id)
    const project = await desk.project('Next')
    const items = await desk.add(project.id, { contentId: former.items[0]?.contentId ?? '' })
    await desk.move(project.id, items, 'in_review', 'ready')
    const before = await dump(storage)
    const announcedBefore = announced.length

    const event = written.includes(table) ? 'insert' : 'update'
    const lift = await failWrites(storage, event, table)
    const answer = await publish(project, 'all', { 'idempotency-key': 'go' })
    expect(refusal(answer)).toEqual([500, 'internal'])
    expect(answer.body).not.toContain('disk on fire')
    expect(await dump(storage)).toEqual(before)
    expect(announced).toHaveLength(announcedBefore)

    await lift()
    expect((await publish(project, 'all', { 'idempotency-key': 'go' })).statusCode).toBe(200)
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data.map((item) => item.status)).toEqual(['published'])
  })
})
