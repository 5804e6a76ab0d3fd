/** Taking releases back: what the project holds that does it, and what is live once it is published. */
import {
  type ChangedSinceBlocker,
  type ContentReleases,
  type ContentState,
  deedOf,
  detailOf,
  type Id,
  type ItemsState,
  type NotificationList,
  type Person,
  type Project,
  type ProjectItem,
  type PublishResult,
  type Release,
  type ReleasesState,
  type RevertResult,
  type Version,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { expectTrueReleases } from '../../../test/release-truth.ts'
import type { Routes } from '../../http/app.ts'
import { notificationRoutes } from '../../notifications/routes.ts'

async function setUp(more: Routes[] = []) {
  const test = await createDeskTest(more)
  const { desk, get, send, storage } = test
  const publish = async (project: Project, body: object = {}) => {
    const answer = await send('POST', `/projects/${project.id}/publish`, { mode: 'all', ...body })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<PublishResult>().release
  }
  /** A project that does these things, all of it published. */
  const released = async (...items: { contentId: Id; action?: 'publish' | 'unpublish' }[]) => {
    const project = await desk.project()
    const added = await desk.add(project.id, ...items)
    await desk.move(project.id, added, 'in_review', 'ready')
    return { project, items: added, release: await publish(project) }
  }
  const page = async (title: string, body = `${title}, first`) => {
    const { content } = await desk.content({ title, body })
    return content.id
  }
  /** Another text of it goes live. */
  const replace = async (contentId: Id, body: string) => {
    const project = await desk.project(`With ${body}`)
    const [item] = await desk.add(project.id, { contentId })
    await send('PATCH', `/content/${contentId}/versions/${item?.versionId}`, { body }, { 'if-match': '*' })
    await desk.move(project.id, [item as ProjectItem], 'in_review', 'ready')
    return { project, release: await publish(project) }
  }
  const revert = async ({ id }: Release, body: object = {}) => {
    const answer = await send('POST', `/releases/${id}/revert`, body)
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<RevertResult>()
  }
  const itemsOf = async ({ id }: Project) => (await get<ItemsState>(`/projects/${id}/items`)).data
  /** What people read: by content, the text that is live; null: nothing is. */
  const liveTexts = async (...contentIds: Id[]) => {
    const rows = await storage.read((tx) =>
      tx
        .selectFrom('versions')
        .innerJoin('version_bodies', 'version_id', 'id')
        .select(['content_id', 'body'])
        .where('status', '=', 'published')
        .execute(),
    )
    const bodies = new Map(rows.map(({ content_id, body }) => [content_id, body]))
    return contentIds.map((id) => bodies.get(id) ?? null)
  }
  return { ...test, publish, released, page, replace, revert, itemsOf, liveTexts }
}

describe('publishing what takes a release back', () => {
  it('tells the people of what is taken back, who see that, and says so', async () => {
    const { as, ben, desk, page, people, publish, revert, runJobs, send } = await setUp([notificationRoutes])
    const told = async (person: Person) => {
      const { data } = await call<NotificationList>(as(person), { url: '/api/v1/notifications' })
      return data.map((one) => [one.kind, one.reason, deedOf(one).object, detailOf(one)].join(', '))
    }
    const payload = { name: 'Merger', visibility: 'private' }
    const origin = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
    for (const { id } of [people.emil, people.anna]) {
      await send('POST', `/projects/${origin.id}/members`, { id, kind: 'person', role: 'editor' })
    }
    const items = await desk.add(
      origin.id,
      { contentId: await page('One') },
      { contentId: await page('Two') },
    )
    const [first, second] = items
    await send('PATCH', `/projects/${origin.id}/items/${first?.id}`, { assigneeId: people.emil.id })
    await send('PATCH', `/projects/${origin.id}/items/${second?.id}`, { assigneeId: people.dora.id })
    await desk.move(origin.id, items, 'in_review', 'ready')
    const release = await publish(origin)
    const { project } = await revert(release)
    await runJobs()
    const before = (await told(people.emil)).length
    const reverted = await as(people.anna).inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/publish`,
      payload: { mode: 'all' },
    })
    expect(reverted.statusCode, reverted.body).toBe(200)
    await runJobs()
    expect((await told(people.ben))[0]).toBe('release.reverted, publisher, Merger, 2 items')
    expect((await told(people.emil)).slice(0, -before)).toEqual([
      'release.reverted, assigned, Merger, 2 items',
    ])
    expect(await told(people.anna)).toEqual([])
    // She has an item in it, and is no member.
    expect(await told(people.dora)).toEqual([])
  })

  it('tells whoever published a version by itself, by its title', async () => {
    const { as, desk, people, revert, runJobs, send } = await setUp([notificationRoutes])
    const { content, version } = await desk.content({ title: 'Prices' })
    for (const status of ['in_review', 'ready']) {
      await send('POST', `/content/${content.id}/versions/${version.id}/status`, { status })
    }
    const { release } = (
      await send('POST', `/content/${content.id}/versions/${version.id}/publish`, {})
    ).json()
    const { project } = await revert(release)
    await as(people.anna).inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/publish`,
      payload: { mode: 'all' },
    })
    await runJobs()
    const { data } = await call<NotificationList>(as(people.ben), { url: '/api/v1/notifications' })
    expect(data.map((one) => [one.kind, one.reason, one.contentId, deedOf(one).object])).toEqual([
      ['release.reverted', 'publisher', content.id, 'Prices'],
    ])
  })
})

describe('reverting a release', () => {
  it('makes a project of copies that are ready, and publishing it brings back what was live', async () => {
    const { itemsOf, liveTexts, page, publish, released, replace, revert, storage } = await setUp()
    const contentId = await page('Prices')
    await released({ contentId })
    const { release, project: spring } = await replace(contentId, 'Spring prices')
    const { project, release: reverting } = await revert(release)
    expect(project.name).toBe('Revert of “With Spring prices”')
    expect(reverting).toMatchObject({
      id: release.id,
      revision: 2,
      revertProjectId: project.id,
      revertedById: null,
    })
    const items = await itemsOf(project)
    expect(items).toMatchObject([
      { action: 'publish', status: 'ready', versionNumber: 3, contentId, baseVersionId: expect.any(String) },
    ])
    expect(await liveTexts(contentId)).toEqual(['Spring prices'])
    const back = await publish(project)
    expect(await liveTexts(contentId)).toEqual(['Prices, first'])
    const told = (await eventsAfter(storage, `project:${spring.id}`)).at(-1)?.event
    expect(told).toMatchObject({
      type: 'item.changed',
      release: { id: release.id, revision: 3, revertedById: back.id },
    })
    await expectTrueReleases(storage)
  })

  it('is never one revision too far: of three releases, the last one brings back the second', async () => {
    const { liveTexts, page, publish, released, replace, revert, send } = await setUp()
    const contentId = await page('Home')
    await released({ contentId })
    await replace(contentId, 'Second')
    const { release } = await replace(contentId, 'Third')
    // A draft that was never live is no revision to go back to.
    await send('POST', `/content/${contentId}/versions`, { language: 'en' })
    await publish((await revert(release)).project)
    expect(await liveTexts(contentId)).toEqual(['Second'])
  })

  it('takes down what was live for the first time, and leaves no trace of what is down already', async () => {
    const { desk, itemsOf, liveTexts, page, publish, released, revert, send } = await setUp()
    const [one, two] = [await page('One'), await page('Two')]
    const { release } = await released({ contentId: one }, { contentId: two })
    const takeDown = await desk.project()
    const down = await desk.add(takeDown.id, { contentId: two, action: 'unpublish' })
    await desk.move(takeDown.id, down, 'in_review', 'ready')
    await publish(takeDown)
    const { project } = await revert(release)
    expect(await itemsOf(project)).toMatchObject([{ contentId: one, action: 'unpublish', status: 'ready' }])
    await publish(project)
    expect(await liveTexts(one, two)).toEqual([null, null])
    expect(refusal(await send('POST', `/releases/${release.id}/revert`, {}))).toEqual([
      409,
      'nothing_to_revert',
    ])
  })

  it('brings back what a release took down, and that revert takes it down again', async () => {
    const { itemsOf, liveTexts, page, publish, released, revert, storage } = await setUp()
    const contentId = await page('Offer')
    await released({ contentId })
    const { release } = await released({ contentId, action: 'unpublish' })
    expect(await liveTexts(contentId)).toEqual([null])
    const { project } = await revert(release)
    expect(await itemsOf(project)).toMatchObject([
      { action: 'publish', status: 'ready', baseVersionId: null },
    ])
    const back = await publish(project)
    expect(await liveTexts(contentId)).toEqual(['Offer, first'])
    const again = await revert(back)
    expect(await itemsOf(again.project)).toMatchObject([{ action: 'unpublish', status: 'ready' }])
    await publish(again.project)
    expect(await liveTexts(contentId)).toEqual([null])
    await expectTrueReleases(storage)
  })

  it('can itself be reverted, however often', async () => {
    const { liveTexts, page, publish, released, replace, revert, storage } = await setUp()
    const [home, added] = [await page('Home'), await page('Added')]
    await released({ contentId: home })
    const { release: second } = await replace(home, 'Second')
    const { release: new_ } = await released({ contentId: added })
    let [last, lastNew] = [second, new_]
    for (const [body, extra] of [
      ['Home, first', null],
      ['Second', 'Added, first'],
      ['Home, first', null],
      ['Second', 'Added, first'],
    ]) {
      last = await publish((await revert(last)).project)
      lastNew = await publish((await revert(lastNew)).project)
      expect(await liveTexts(home, added)).toEqual([body, extra])
    }
    await expectTrueReleases(storage)
  })

  it('takes back a version that was published by itself, from the history of its content', async () => {
    const { get, liveTexts, page, publish, released, revert, send } = await setUp()
    const contentId = await page('Imprint')
    await released({ contentId })
    const { id } = (await send('POST', `/content/${contentId}/versions`, { language: 'en' })).json<Version>()
    await send('PATCH', `/content/${contentId}/versions/${id}`, { body: 'Typo' }, { 'if-match': '*' })
    for (const status of ['in_review', 'ready']) {
      await send('POST', `/content/${contentId}/versions/${id}/status`, { status })
    }
    const { release } = (await send('POST', `/content/${contentId}/versions/${id}/publish`, {})).json<{
      release: Release
    }>()
    const { project } = await revert(release)
    expect(project).toMatchObject({ name: 'Revert of “Imprint”', color: 'slate' })
    const back = await publish(project)
    expect(await liveTexts(contentId)).toEqual(['Imprint, first'])
    const { data } = await get<ContentReleases>(`/content/${contentId}/releases`)
    expect(data[1]).toMatchObject({ id: release.id, revertProjectId: project.id, revertedById: back.id })
  })
})

describe('what changed since a release', () => {
  it('is a conflict of its revert, each way: replaced, taken down, brought back', async () => {
    const { desk, itemsOf, liveTexts, page, publish, released, replace, revert, send } = await setUp()
    const [replaced, down, again] = [await page('Replaced'), await page('Down'), await page('Again')]
    await released({ contentId: replaced }, { contentId: down }, { contentId: again })
    const project = await desk.project('Mixed')
    const [one, two, three] = await desk.add(
      project.id,
      { contentId: replaced },
      { contentId: down },
      { contentId: again, action: 'unpublish' },
    )
    await desk.move(
      project.id,
      [one, two, three].flatMap((item) => item ?? []),
      'in_review',
      'ready',
    )
    const release = await publish(project)
    await replace(replaced, 'Newer')
    await released({ contentId: down, action: 'unpublish' })
    await replace(again, 'Back')

    const { project: reverting } = await revert(release)
    const refused = await send('POST', `/projects/${reverting.id}/publish`, { mode: 'all' })
    expect(refusal(refused)).toEqual([409, 'publish_blocked'])
    const { blockers } = refused.json<{ blockers: ChangedSinceBlocker[] }>()
    const liveNow = new Map(blockers.map(({ contentId, live }) => [contentId, live]))
    expect(blockers.map(({ reason }) => reason)).toEqual(Array(3).fill('changed_since'))
    expect(liveNow.get(replaced)).toMatchObject({ projectName: 'With Newer' })
    expect(liveNow.get(down)).toBeNull()
    expect(liveNow.get(again)).toMatchObject({ projectName: 'With Back' })
    expect(await liveTexts(replaced, down, again)).toEqual(['Newer', null, 'Back'])
    const items = await itemsOf(reverting)
    await publish(reverting, { replace: items.map((item) => item.id) })
    expect(await liveTexts(replaced, down, again)).toEqual(['Replaced, first', 'Down, first', 'Again, first'])
  })

  it('is seen where what it made new was replaced: taking that down is a conflict', async () => {
    const { itemsOf, liveTexts, page, publish, released, replace, revert, send } = await setUp()
    const contentId = await page('New')
    const { release } = await released({ contentId })
    await replace(contentId, 'Newer')
    const { project } = await revert(release)
    const refused = await send('POST', `/projects/${project.id}/publish`, { mode: 'all' })
    expect(refusal(refused)).toEqual([409, 'publish_blocked'])
    expect(await liveTexts(contentId)).toEqual(['Newer'])
    await publish(project, { replace: (await itemsOf(project)).map((item) => item.id) })
    expect(await liveTexts(contentId)).toEqual([null])
  })
})

describe('who reverts', () => {
  it('finds the project that waits, and makes another once it is deleted or published', async () => {
    const { ben, itemsOf, page, publish, released, replace, revert, send } = await setUp()
    const contentId = await page('Twice')
    await released({ contentId })
    const { release } = await replace(contentId, 'Second')
    const url = `/api/v1/releases/${release.id}/revert`
    const [one, two] = await Promise.all([1, 2].map(() => ben.inject({ method: 'POST', url, payload: {} })))
    expect([one?.statusCode, two?.statusCode].sort()).toEqual([200, 201])
    expect(one?.json<RevertResult>().project.id).toBe(two?.json<RevertResult>().project.id)
    const first = one?.json<RevertResult>().project as Project
    await send('DELETE', `/projects/${first.id}`)
    const second = await revert(release)
    expect(second.project.id).not.toBe(first.id)
    await publish(second.project)
    // Taking back twice is no step further back: what is live by then is no longer what the release left.
    const third = await revert(release)
    expect(await itemsOf(third.project)).toHaveLength(1)
    const refused = await send('POST', `/projects/${third.project.id}/publish`, { mode: 'all' })
    expect(refusal(refused)).toEqual([409, 'publish_blocked'])
  })

  it('need not bring an archived project back for that', async () => {
    const { liveTexts, page, publish, released, revert, send } = await setUp()
    const contentId = await page('Old')
    const { project, release } = await released({ contentId })
    expect((await send('POST', `/projects/${project.id}/archive`)).statusCode).toBe(200)
    await publish((await revert(release)).project)
    expect(await liveTexts(contentId)).toEqual([null])
  })

  it('is an editor, with a release that they can see and looked at', async () => {
    const { as, page, people, released, send } = await setUp()
    const { release, project } = await released({ contentId: await page('Whose') })
    const url = `/api/v1/releases/${release.id}/revert`
    for (const person of [people.cleo, people.dora]) {
      expect(refusal(await as(person).inject({ method: 'POST', url, payload: {} }))).toEqual([
        403,
        'forbidden',
      ])
    }
    expect(refusal(await send('POST', `/releases/${unknownId}/revert`, {}))).toEqual([404, 'not_found'])
    const stale = await send('POST', `/releases/${release.id}/revert`, {}, { 'if-match': '"7"' })
    expect(refusal(stale)).toEqual([412, 'revision_mismatch'])
    await send('DELETE', `/projects/${project.id}`)
    expect(refusal(await send('POST', `/releases/${release.id}/revert`, {}))).toEqual([410, 'gone'])
  })

  it('sees the history of the project follow, and the copies in that of the content', async () => {
    const { get, page, released, replace, revert, runJobs, storage } = await setUp()
    const contentId = await page('Followed')
    await released({ contentId })
    const { project: spring, release } = await replace(contentId, 'Second')
    const { project } = await revert(release, { name: 'Back to the first' })
    expect(project.name).toBe('Back to the first')
    const { data } = await get<ReleasesState>(`/projects/${spring.id}/releases`)
    expect(data).toMatchObject([{ id: release.id, revision: 2, revertProjectId: project.id }])
    const told = (await eventsAfter(storage, `project:${spring.id}`)).at(-1)?.event
    expect(told).toMatchObject({ type: 'release.changed', release: data[0] })
    const listed = (await eventsAfter(storage, 'projects')).at(-1)?.event
    expect(listed).toMatchObject({ type: 'project.created', project: { counts: { ready: 1 } } })
    const content = await get<ContentState>(`/content/${contentId}`)
    expect(content.versions[0]).toMatchObject({ number: 3, status: 'ready', projectId: project.id })
    await runJobs()
  })

  it('edits a copy only after it went back to review', async () => {
    const { itemsOf, page, released, replace, revert, send } = await setUp()
    const contentId = await page('Edited')
    await released({ contentId })
    const { project } = await revert((await replace(contentId, 'Second')).release)
    const [item] = await itemsOf(project)
    const path = `/content/${contentId}/versions/${item?.versionId}`
    const refused = await send('PATCH', path, { body: 'Other' }, { 'if-match': '*' })
    expect(refusal(refused)).toEqual([409, 'version_not_editable'])
    await send('PATCH', `/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
    expect((await send('PATCH', path, { body: 'Other' }, { 'if-match': '*' })).statusCode).toBe(200)
    expect(refusal(await send('POST', `/projects/${project.id}/publish`, { mode: 'all' }))).toEqual([
      409,
      'publish_blocked',
    ])
  })
})
