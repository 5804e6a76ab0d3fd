import {
  applyItems,
  type Blocker,
  type ContentState,
  type ItemRows,
  type ItemsState,
  type ProjectEvent,
  type ProjectItem,
  type ProjectsState,
  type PublishResult,
  type ReleaseDocument,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

/** Version 1 of a page is live, published by Spring; Autumn is empty. */
async function setUp() {
  const test = await createDeskTest()
  const { desk, send, get } = test
  const { content, version } = await desk.content({ title: 'Home', body: 'one' })
  const spring = await desk.project('Spring')
  const autumn = await desk.project('Autumn')
  const [published] = (await desk.add(spring.id, { contentId: content.id })) as [ProjectItem]
  await desk.move(spring.id, [published], 'in_review', 'ready')
  await desk.publish(spring.id)
  const takedown = { contentId: content.id, action: 'unpublish' as const }
  const takeDown = async (projectId = autumn.id) => (await desk.add(projectId, takedown))[0] as ProjectItem
  const publish = (id: string, payload: object = {}) =>
    send('POST', `/projects/${id}/publish`, { mode: 'all', ...payload })
  const add = (id: string, ...items: object[]) => send('POST', `/projects/${id}/items`, { items })
  const live = async () => (await get<ContentState>(`/content/${content.id}`)).languages[0]?.publishedNumber
  /** A next version of the page goes live by another project. */
  const republish = async () => {
    const winter = await desk.project('Winter')
    const added = await desk.add(winter.id, { contentId: content.id })
    await desk.move(winter.id, added, 'in_review', 'ready')
    await desk.publish(winter.id)
    return { winter, item: added[0] as ProjectItem }
  }
  const itemsOf = async (id: string) => (await get<ItemsState>(`/projects/${id}/items`)).data
  return {
    ...test,
    content,
    version,
    spring,
    autumn,
    published,
    takedown,
    takeDown,
    publish,
    add,
    live,
    republish,
    itemsOf,
  }
}

describe('an item that unpublishes', () => {
  it('names what is live without holding it, and is reviewed by itself', async () => {
    const { desk, get, content, version, spring, autumn, published, takeDown } = await setUp()
    const item = await takeDown()
    expect(item).toMatchObject({
      action: 'unpublish',
      versionId: version.id,
      baseVersionId: version.id,
      versionNumber: 1,
      status: 'draft',
      rejection: null,
    })
    await desk.move(autumn.id, [item], 'in_review', 'rejected')
    const state = await get<ContentState>(`/content/${content.id}`)
    expect(state.versions).toMatchObject([{ status: 'published', projectId: spring.id }])
    const { data } = await get<ItemsState>(`/projects/${autumn.id}/items`)
    expect(data).toMatchObject([{ status: 'rejected', rejection: { reason: '' } }])
    const [other] = (await get<ItemsState>(`/projects/${spring.id}/items`)).data
    expect(other).toMatchObject({ id: published.id, action: 'publish', status: 'published' })
    const { data: projects } = await get<ProjectsState>('/projects')
    expect(projects[1]?.counts).toMatchObject({ rejected: 1, published: 0 })
  })

  it('takes it down: nothing is live, and the release says what was', async () => {
    const { desk, get, content, version, spring, autumn, takeDown, publish, live, itemsOf, storage } =
      await setUp()
    const item = await takeDown()
    expect(refusal(await publish(autumn.id))).toEqual([409, 'publish_blocked'])
    await desk.move(autumn.id, [item], 'in_review', 'ready')
    const { items, release } = (await publish(autumn.id)).json<PublishResult>()
    expect(items).toMatchObject([{ id: item.id, action: 'unpublish', status: 'previously_published' }])
    expect(release).toMatchObject({ publishedCount: 0, takenDownCount: 1 })
    expect(await live()).toBeNull()
    expect((await get<ContentState>(`/content/${content.id}`)).versions[0]?.status).toBe(
      'previously_published',
    )
    const { data } = await get<ReleaseDocument>(`/releases/${release.id}`)
    expect(data).toMatchObject([
      { action: 'unpublish', version: { id: version.id }, previous: { id: version.id }, replaced: false },
    ])
    const [own] = await itemsOf(spring.id)
    expect(own?.status).toBe('previously_published')
    const told = (await eventsAfter(storage, `project:${spring.id}`)).at(-1)?.event
    const { id, revision, status } = own as ProjectItem
    expect(told).toMatchObject({ type: 'item.changed', items: [{ id, revision, status }] })
    expect(await itemsOf(autumn.id)).toEqual(items)
    expect(refusal(await publish(autumn.id))).toEqual([409, 'nothing_to_publish'])
  })

  it('goes out together with what is published, all or nothing', async () => {
    const { desk, autumn, takeDown, publish, live } = await setUp()
    const item = await takeDown()
    const { content } = await desk.content({ title: 'Sale' })
    const added = await desk.add(autumn.id, { contentId: content.id })
    await desk.move(autumn.id, [item], 'in_review', 'ready')
    expect(refusal(await publish(autumn.id))).toEqual([409, 'publish_blocked'])
    expect(await live()).toBe(1)
    await desk.move(autumn.id, added, 'in_review', 'ready')
    const { release } = (await publish(autumn.id)).json<PublishResult>()
    expect(release).toMatchObject({ publishedCount: 1, takenDownCount: 1 })
    expect(await live()).toBeNull()
  })

  it('needs something that is live', async () => {
    const { desk, autumn, takedown, add } = await setUp()
    const { content, version } = await desk.content({ title: 'Draft' })
    const never = await add(autumn.id, { contentId: content.id, action: 'unpublish' })
    expect(refusal(never)).toEqual([409, 'nothing_live'])
    expect(never.json().detail).toBe('"Draft" is not live in en.')
    expect(refusal(await add(autumn.id, { ...takedown, language: 'sv' }))).toEqual([409, 'nothing_live'])
    const other = await add(autumn.id, { ...takedown, versionId: version.id })
    expect(refusal(other)).toEqual([409, 'nothing_live'])
  })

  it('stands once for its content in a project, and may stand in several', async () => {
    const { desk, spring, autumn, takedown, takeDown, add, published, itemsOf } = await setUp()
    const item = await takeDown()
    expect((await add(autumn.id, takedown)).json<ItemRows>().data).toEqual([item])
    const twice = await add(autumn.id, takedown, takedown)
    expect(twice.json<ItemRows>().data.map(({ id }) => id)).toEqual([item.id])
    const draft = await add(autumn.id, { contentId: takedown.contentId })
    expect(refusal(draft)).toEqual([409, 'content_in_project'])
    const both = await add((await desk.project('New')).id, takedown, { contentId: takedown.contentId })
    expect(refusal(both)).toEqual([409, 'content_in_project'])
    // Spring published it: the same item takes it down.
    const own = await takeDown(spring.id)
    expect(own).toMatchObject({ id: published.id, action: 'unpublish', status: 'draft' })
    expect(await itemsOf(spring.id)).toEqual([own])
  })

  it('follows what it took down by a new draft in the same item', async () => {
    const { desk, content, spring, takeDown, publish, live, published } = await setUp()
    const item = await takeDown(spring.id)
    await desk.move(spring.id, [item], 'in_review', 'ready')
    await publish(spring.id)
    const [next] = await desk.add(spring.id, { contentId: content.id })
    expect(next).toMatchObject({
      id: published.id,
      action: 'publish',
      status: 'draft',
      versionNumber: 2,
      baseVersionId: null,
    })
    await desk.move(spring.id, [next as ProjectItem], 'in_review', 'ready')
    await publish(spring.id)
    expect(await live()).toBe(2)
  })

  it('leaves the project and comes back as it was', async () => {
    const { desk, send, autumn, takeDown, itemsOf, spring } = await setUp()
    const item = await takeDown()
    await desk.move(autumn.id, [item], 'in_review')
    await send('POST', `/projects/${autumn.id}/items/remove`, { itemIds: [item.id] })
    expect(await itemsOf(spring.id)).toMatchObject([{ status: 'published' }])
    const back = await send('POST', `/projects/${autumn.id}/items/restore`, { itemIds: [item.id] })
    expect(back.json<ItemRows>().data).toMatchObject([
      { id: item.id, action: 'unpublish', status: 'in_review' },
    ])
    await send('DELETE', `/projects/${autumn.id}/items/${item.id}`)
    const again = await takeDown()
    expect(again).toMatchObject({ id: item.id, status: 'in_review' })
  })

  it('does not come back beside one that does something else', async () => {
    const { desk, send, content, autumn, takeDown } = await setUp()
    const item = await takeDown()
    await send('DELETE', `/projects/${autumn.id}/items/${item.id}`)
    await desk.add(autumn.id, { contentId: content.id })
    const back = await send('POST', `/projects/${autumn.id}/items/restore`, { itemIds: [item.id] })
    expect(refusal(back)).toEqual([409, 'content_in_project'])
    expect(back.json().detail).toBe('The project holds version 2 of "Home" already.')
  })

  it('is left alone when its project is deleted, and what it names stays live', async () => {
    const { send, get, content, autumn, takeDown, live } = await setUp()
    await takeDown()
    const { revision } = await get<ContentState>(`/content/${content.id}`)
    await send('DELETE', `/projects/${autumn.id}`)
    expect(await live()).toBe(1)
    expect((await get<ContentState>(`/content/${content.id}`)).revision).toBe(revision)
  })
})

describe('an item that unpublishes what was published anew meanwhile', () => {
  it('is asked about, and takes down what is live by then on purpose', async () => {
    const { desk, get, autumn, takeDown, publish, republish, live } = await setUp()
    const item = await takeDown()
    await desk.move(autumn.id, [item], 'in_review', 'ready')
    const { winter, item: newer } = await republish()
    const answer = await publish(autumn.id)
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(answer.json<{ blockers: Blocker[] }>().blockers).toEqual([
      {
        itemId: item.id,
        contentId: item.contentId,
        versionId: item.versionId,
        title: 'Home',
        status: 'ready',
        reason: 'changed_since',
        lift: { step: 'rebase', roles: ['admin', 'editor'], people: [] },
        live: { versionId: newer.versionId, versionNumber: 2, projectId: winter.id, projectName: 'Winter' },
      },
    ])
    expect(await live()).toBe(2)
    const { release, items } = (await publish(autumn.id, { replace: [item.id] })).json<PublishResult>()
    expect(items).toMatchObject([{ versionId: newer.versionId, versionNumber: 2 }])
    expect(await live()).toBeNull()
    expect((await get<ReleaseDocument>(`/releases/${release.id}`)).data).toMatchObject([
      { version: { number: 2 }, base: { number: 1 }, previous: { number: 2 }, replaced: true },
    ])
  })

  it('is told of as it is read afresh', async () => {
    const { desk, get, storage, autumn, takeDown, publish, republish } = await setUp()
    const item = await takeDown()
    await desk.move(autumn.id, [item], 'in_review', 'ready')
    await republish()
    const { position, ...seen } = await get<Snapshot<ItemsState>>(`/projects/${autumn.id}/items`)
    await publish(autumn.id, { replace: [item.id] })
    const events = await eventsAfter(storage, position.channel, position.offset)
    const told = events.reduce((state, { event }) => applyItems(state, event as ProjectEvent), seen)
    const { position: _, ...fresh } = await get<Snapshot<ItemsState>>(`/projects/${autumn.id}/items`)
    expect(told).toEqual(fresh)
  })

  it('or taken down: there is nothing left to do for it', async () => {
    const { desk, autumn, takeDown, publish } = await setUp()
    const item = await takeDown()
    await desk.move(autumn.id, [item], 'in_review', 'ready')
    const other = await desk.project('Other')
    const otherItem = await takeDown(other.id)
    await desk.move(other.id, [otherItem], 'in_review', 'ready')
    await publish(other.id)
    const answer = await publish(autumn.id, { replace: true })
    expect(answer.json().detail).toBe('Changed since: "Home" was taken down.')
    expect(answer.json().blockers).toMatchObject([{ reason: 'changed_since', live: null }])
  })
})

describe('a draft whose base was taken down meanwhile', () => {
  it('is asked about, and goes live on purpose', async () => {
    const { desk, content, autumn, spring, takeDown, publish, live } = await setUp()
    const winter = await desk.project('Winter')
    const draft = await desk.add(winter.id, { contentId: content.id })
    await desk.move(winter.id, draft, 'in_review', 'ready')
    const item = await takeDown()
    await desk.move(autumn.id, [item], 'in_review', 'ready')
    await publish(autumn.id)
    const answer = await publish(winter.id)
    expect(answer.json().blockers).toMatchObject([{ reason: 'changed_since', live: null }])
    expect((await publish(winter.id, { replace: true })).statusCode).toBe(200)
    expect(await live()).toBe(2)
    expect(spring.id).not.toBe(winter.id)
  })
})
