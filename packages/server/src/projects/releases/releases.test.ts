import type {
  ContentState,
  ProjectItem,
  PublishResult,
  ReleaseDocument,
  ReleasesState,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const { desk, send } = test
  const publish = async (projectId: string, payload: object = {}) => {
    const answer = await send('POST', `/projects/${projectId}/publish`, { mode: 'all', ...payload })
    return answer.json<PublishResult>()
  }
  /** A project with a new version of this content, ready. */
  const readyWith = async (contentId: string, name: string) => {
    const project = await desk.project(name)
    const added = await desk.add(project.id, { contentId })
    const [item] = (await desk.move(project.id, added, 'in_review', 'ready')) as [ProjectItem]
    return { project, item }
  }
  return { ...test, publish, readyWith }
}

describe('a release', () => {
  it('says who, when and why, and is told in the channel of its project', async () => {
    const { desk, get, publish, people, storage } = await setUp()
    const { project, items } = await desk.projectOf('One', 'Two')
    await desk.move(project.id, items, 'in_review', 'ready')
    const { release } = await publish(project.id, { note: 'Spring prices' })
    expect(release).toMatchObject({
      projectId: project.id,
      state: 'done',
      note: 'Spring prices',
      publishedCount: 2,
      takenDownCount: 0,
      startedBy: { id: people.ben.id, kind: 'person' },
    })
    expect(release.finishedAt).toBe(release.startedAt)
    const [last] = (await eventsAfter(storage, `project:${project.id}`)).slice(-1)
    expect(last?.event).toMatchObject({ type: 'project.published', release })
    const { data, nextCursor } = await get<ReleasesState>(`/projects/${project.id}/releases`)
    expect({ data, nextCursor }).toEqual({ data: [release], nextCursor: null })
  })

  it('keeps for each item what was live before it, and what it was begun from', async () => {
    const { desk, get, publish, readyWith } = await setUp()
    const { content, version } = await desk.content({ title: 'Home' })
    const first = await readyWith(content.id, 'First')
    const { release } = await publish(first.project.id)
    const ofFirst = await get<ReleaseDocument>(`/releases/${release.id}`)
    expect(ofFirst.data).toEqual([
      {
        id: expect.any(String),
        itemId: first.item.id,
        contentId: content.id,
        language: 'en',
        title: 'Home',
        action: 'publish',
        version: { id: version.id, number: 1 },
        base: null,
        previous: null,
        replaced: false,
      },
    ])
    const second = await readyWith(content.id, 'Second')
    const third = await readyWith(content.id, 'Third')
    const ofSecond = await get<ReleaseDocument>(`/releases/${(await publish(second.project.id)).release.id}`)
    expect(ofSecond.data).toMatchObject([
      { version: { number: 2 }, base: { number: 1 }, previous: { number: 1 }, replaced: false },
    ])
    const onPurpose = await publish(third.project.id, { replace: [third.item.id] })
    const ofThird = await get<ReleaseDocument>(`/releases/${onPurpose.release.id}`)
    expect(ofThird.data).toMatchObject([
      { version: { number: 3 }, base: { number: 1 }, previous: { number: 2 }, replaced: true },
    ])
    const { languages } = await get<ContentState>(`/content/${content.id}`)
    expect(languages[0]?.publishedNumber).toBe(3)
  })

  it('of a project that goes on holds only what was edited since the one before', async () => {
    const { desk, get, publish } = await setUp()
    const { project, items } = await desk.projectOf('Kept', 'Edited')
    await desk.move(project.id, items, 'in_review', 'ready')
    const first = await publish(project.id)
    const [again] = await desk.add(project.id, { contentId: items[1]?.contentId ?? '' })
    expect(again).toMatchObject({ id: items[1]?.id, versionNumber: 2, status: 'draft' })
    await desk.move(project.id, again === undefined ? [] : [again], 'in_review', 'ready')
    const second = await publish(project.id, { note: 'Once more' })
    expect(second.release).toMatchObject({ publishedCount: 1, note: 'Once more' })
    expect(second.items.map(({ id, status }) => [id, status])).toEqual([[items[1]?.id, 'published']])
    const { data } = await get<ReleaseDocument>(`/releases/${second.release.id}`)
    expect(data).toMatchObject([{ title: 'Edited', version: { number: 2 }, previous: { number: 1 } }])
    const releases = await get<ReleasesState>(`/projects/${project.id}/releases`)
    expect(releases.data.map(({ id }) => id)).toEqual([second.release.id, first.release.id])
  })

  it('is not made by a publish that is refused', async () => {
    const { desk, get, send } = await setUp()
    const { project } = await desk.projectOf('Draft')
    const answer = await send('POST', `/projects/${project.id}/publish`, { mode: 'all', note: 'Too early' })
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect((await get<ReleasesState>(`/projects/${project.id}/releases`)).data).toEqual([])
  })

  it('is there after its items have left the project, and gone with it', async () => {
    const { desk, get, publish, send } = await setUp()
    const { project, items } = await desk.projectOf('One')
    await desk.move(project.id, items, 'in_review', 'ready')
    const { release } = await publish(project.id)
    await send('DELETE', `/projects/${project.id}/items/${items[0]?.id}`)
    expect((await get<ReleaseDocument>(`/releases/${release.id}`)).data).toHaveLength(1)
    await send('DELETE', `/projects/${project.id}`)
    expect(refusal(await send('GET', `/releases/${release.id}`))).toEqual([410, 'gone'])
    expect(refusal(await send('GET', `/projects/${project.id}/releases`))).toEqual([410, 'gone'])
    expect(refusal(await send('GET', `/releases/${project.id}`))).toEqual([404, 'not_found'])
  })

  it('comes in pages: releases newest first, items in their order', async () => {
    const { desk, get, publish } = await setUp()
    const { project, items } = await desk.projectOf('One', 'Two', 'Three')
    const ids: string[] = []
    for (const item of items) {
      await desk.move(project.id, [item], 'in_review', 'ready')
      ids.unshift((await publish(project.id, { mode: 'ready' })).release.id)
    }
    const url = `/projects/${project.id}/releases?limit=2`
    const first = await get<ReleasesState>(url)
    const second = await get<ReleasesState>(`${url}&cursor=${first.nextCursor}`)
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids)
    expect(second.nextCursor).toBeNull()

    const both = await desk.projectOf('Four', 'Five')
    await desk.move(both.project.id, both.items, 'in_review', 'ready')
    const path = `/releases/${(await publish(both.project.id)).release.id}?limit=1`
    const one = await get<ReleaseDocument>(path)
    const two = await get<ReleaseDocument>(`${path}&cursor=${one.nextCursor}`)
    expect([...one.data, ...two.data].map(({ title }) => title)).toEqual(['Four', 'Five'])
    expect(two.nextCursor).toBeNull()
  })
})
