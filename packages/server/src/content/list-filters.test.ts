/** The content list narrowed by status, and the projects that hold what it lists: as far as whoever asks sees them. */
import type { ContentListState, CreatedContent, Project, Snapshot, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'
import type { Caller } from '../../test/test-app.ts'

async function setUp() {
  const test = await createDeskTest()
  const { ben, desk } = test
  const listOf = (caller: Caller, query = '') =>
    call<Snapshot<ContentListState>>(caller, { method: 'GET', url: `/api/v1/content${query}` })
  const found = async (query: string, caller = ben) => (await listOf(caller, query)).data.map(({ id }) => id)
  const projectsOf = async ({ content }: CreatedContent, caller = ben) =>
    (await listOf(caller)).data.find(({ id }) => id === content.id)?.projectIds
  const draft = (contentId: string, language = 'en') => {
    const url = `/api/v1/content/${contentId}/versions`
    return call<Version>(ben, { method: 'POST', url, payload: { language } })
  }
  const moved = async ({ contentId, id }: Version, ...statuses: string[]) => {
    for (const status of statuses) {
      const url = `/api/v1/content/${contentId}/versions/${id}/status`
      await call(ben, { method: 'POST', url, payload: { status } })
    }
  }
  const published = async (version: Version) => {
    await moved(version, 'in_review', 'ready')
    const url = `/api/v1/content/${version.contentId}/versions/${version.id}/publish`
    await call(ben, { method: 'POST', url, payload: {} })
  }
  const privateProject = () => {
    const payload = { name: 'Merger', visibility: 'private' }
    return call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
  }
  const emil = test.as(test.people.emil)
  return { ...test, emil, desk, listOf, found, projectsOf, draft, moved, published, privateProject }
}

describe('the content list by status', () => {
  it('has what has that status in its newest version, each item once, page by page', async () => {
    const { desk, draft, moved, found, listOf, ben } = await setUp()
    const made: CreatedContent[] = []
    for (const title of ['a', 'b', 'c', 'd']) made.push(await desk.content({ title }))
    for (const { version } of made.slice(1)) await moved(version, 'in_review')
    const [, b, c, d] = made.map(({ content }) => content.id)
    await moved(await draft(c ?? '', 'sv'), 'in_review')
    expect(await found('?status=in_review')).toEqual([d, c, b])
    const first = await listOf(ben, '?status=in_review&limit=2')
    expect([first.status, first.nextCursor]).toEqual(['in_review', c])
    expect(await found(`?status=in_review&limit=2&cursor=${first.nextCursor}`)).toEqual([b])
  })

  it('goes on where a page ended, also when what ended it has another status by now', async () => {
    const { desk, moved, found, listOf, ben } = await setUp()
    const made: CreatedContent[] = []
    for (const title of ['a', 'b', 'c', 'd']) made.push(await desk.content({ title }))
    const [a, b, , d] = made.map(({ content }) => content.id)
    const first = await listOf(ben, '?status=draft&limit=2')
    for (const { content, version } of made) if (content.id !== d) await moved(version, 'in_review')
    for (const { version } of made.slice(0, 2)) await moved(version, 'draft')
    expect(await found(`?status=draft&limit=2&cursor=${first.nextCursor}`)).toEqual([b, a])
  })

  it('is that of the newest version, not of those before', async () => {
    const { desk, draft, published, found } = await setUp()
    const { content, version } = await desk.content()
    await published(version)
    expect(await found('?status=published')).toEqual([content.id])
    await draft(content.id)
    expect(await found('?status=published')).toEqual([])
    expect(await found('?status=draft')).toEqual([content.id])
  })

  it('is that of the language, where one is named, beside words and type', async () => {
    const { desk, draft, moved, found } = await setUp()
    const { content } = await desk.content({ title: 'Coats', type: 'block' })
    await moved(await draft(content.id, 'sv'), 'in_review')
    expect(await found('?status=in_review&language=sv&q=coat&type=block')).toEqual([content.id])
    expect(await found('?status=in_review&language=en')).toEqual([])
    expect(await found('?status=draft&language=sv')).toEqual([])
    expect(await found('?status=draft&q=shoe')).toEqual([])
    expect(await found('?status=draft&type=page')).toEqual([])
  })

  it('is none that there is not', async () => {
    const { ben } = await setUp()
    const answer = await ben.inject({ method: 'GET', url: '/api/v1/content?status=lost' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].path).toBe('/querystring/status')
  })

  it('is, for whoever is not in a private project, that of the newest version outside of it', async () => {
    const { desk, draft, moved, published, privateProject, found, emil } = await setUp()
    const { content, version } = await desk.content()
    await published(version)
    const { id } = await privateProject()
    const held = await draft(content.id)
    await desk.add(id, { contentId: content.id, versionId: held.id })
    await moved(held, 'in_review')
    expect(await found('?status=in_review')).toEqual([content.id])
    expect(await found('?status=published')).toEqual([])
    expect(await found('?status=in_review', emil)).toEqual([])
    expect(await found('?status=published', emil)).toEqual([content.id])
  })
})

describe('the projects of an item of the content list', () => {
  it('are those that hold any version of it, in the order in which they came', async () => {
    const { desk, draft, projectsOf, runJobs } = await setUp()
    const created = await desk.content()
    expect(await projectsOf(created)).toEqual([])
    const [first, second] = [await desk.project('First'), await desk.project('Second')]
    const contentId = created.content.id
    const swedish = await draft(contentId, 'sv')
    await desk.add(second.id, { contentId, versionId: swedish.id })
    const [item] = await desk.add(first.id, { contentId, versionId: created.version.id })
    // A newer one is in no project: the older one still is.
    await draft(contentId)
    expect(await projectsOf(created)).toEqual([first.id, second.id])
    await runJobs()
    expect(item?.contentId).toBe(contentId)
  })

  it('are none that takes it down, which holds no version', async () => {
    const { ben, desk, published, projectsOf } = await setUp()
    const created = await desk.content()
    await published(created.version)
    const { id } = await desk.project()
    const payload = { items: [{ contentId: created.content.id, action: 'unpublish' }] }
    await call(ben, { method: 'POST', url: `/api/v1/projects/${id}/items`, payload })
    expect(await projectsOf(created)).toEqual([])
  })

  it('are no private ones but to those who are in them, of what was published either', async () => {
    const { desk, moved, privateProject, projectsOf, emil } = await setUp()
    const { id } = await privateProject()
    const created = await desk.content()
    await desk.add(id, { contentId: created.content.id, versionId: created.version.id })
    await moved(created.version, 'in_review', 'ready')
    await desk.publish(id)
    expect(await projectsOf(created)).toEqual([id])
    expect(await projectsOf(created, emil)).toEqual([])
  })
})
