import type { ContentState, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../../test/desk-test.ts'
import { eventsAfter } from '../../../../test/journaled.ts'

describe('adding items', () => {
  it('takes the newest draft of the first language, and tells every channel', async () => {
    const { desk, itemsOf, get, storage, people, outbox, runJobs } = await createDeskTest()
    const { content, version } = await desk.content({ title: 'Page', type: 'media' })
    const project = await desk.project()
    const [item] = await desk.add(project.id, { contentId: content.id })
    expect(item).toMatchObject({
      projectId: project.id,
      contentId: content.id,
      versionId: version.id,
      versionNumber: 1,
      title: 'Page',
      type: 'media',
      language: 'en',
      status: 'draft',
      assigneeId: null,
      dueAt: null,
      commentCount: 0,
      updatedBy: { id: people.ben.id, kind: 'person' },
    })
    const items = await itemsOf(project)
    expect(items).toEqual({
      data: [item],
      nextCursor: null,
      position: expect.objectContaining({ channel: `project:${project.id}`, offset: 1 }),
    })
    const [added] = await eventsAfter(storage, `project:${project.id}`)
    expect(added?.event).toMatchObject({ type: 'item.added', items: [item] })
    const state = await get<ContentState>(`/content/${content.id}`)
    expect(state.languages[0]?.projectId).toBe(project.id)
    const changed = (await eventsAfter(storage, `content:${content.id}`)).at(-1)
    expect(changed?.event).toMatchObject({ type: 'version.changed', versions: state.versions })
    expect(await outbox()).toContainEqual({ topic: 'count', payload: { projectId: project.id } })
    await runJobs()
    const listed = (await eventsAfter(storage, 'content')).at(-1)
    expect(listed?.event).toMatchObject({
      type: 'content.changed',
      items: [{ id: content.id, revision: state.revision, languages: state.languages }],
    })
  })

  it('does nothing for what is in the project already', async () => {
    const { desk, send, itemsOf } = await createDeskTest()
    const { project, items } = await desk.projectOf('Page')
    const [item] = items
    const before = await itemsOf(project)
    const again = await send('POST', `/projects/${project.id}/items`, {
      items: [{ contentId: item?.contentId }, { contentId: item?.contentId, versionId: item?.versionId }],
    })
    expect(again.statusCode).toBe(200)
    expect(again.json()).toEqual({ data: [item] })
    expect(await itemsOf(project)).toEqual(before)
  })

  it('takes content named twice once', async () => {
    const { desk } = await createDeskTest()
    const { content, version } = await desk.content()
    const project = await desk.project()
    const contentId = content.id
    const added = await desk.add(
      project.id,
      { contentId },
      { contentId, versionId: version.id },
      { contentId },
    )
    expect(added).toHaveLength(1)
    const other = await desk.project()
    expect(await desk.add(other.id, { contentId }, { contentId })).toHaveLength(1)
  })

  it('starts a draft when the newest version is elsewhere, published, or in another language', async () => {
    const { desk, get } = await createDeskTest()
    const { project, items } = await desk.projectOf('Page')
    const contentId = items[0]?.contentId ?? ''
    const other = await desk.project('Other')
    const [elsewhere] = await desk.add(other.id, { contentId })
    expect(elsewhere).toMatchObject({ versionNumber: 2, status: 'draft', title: 'Page' })
    const [translated] = await desk.add(other.id, { contentId, language: 'sv' })
    expect(translated).toMatchObject({ versionNumber: 1, language: 'sv', title: 'Page' })

    const live = await desk.projectOf('Live')
    await desk.move(live.project.id, live.items, 'in_review', 'ready')
    await desk.publish(live.project.id)
    const [renewed] = await desk.add(live.project.id, { contentId: live.items[0]?.contentId ?? '' })
    expect(renewed).toMatchObject({ versionNumber: 2, status: 'draft' })
    const state = await get<ContentState>(`/content/${contentId}`)
    expect(state.versions.map((one) => [one.language, one.number, one.projectId])).toEqual([
      ['sv', 1, other.id],
      ['en', 2, other.id],
      ['en', 1, project.id],
    ])
  })

  it('takes a free version in any open status as it is', async () => {
    const { desk, send } = await createDeskTest()
    const { project, items } = await desk.projectOf('Page')
    await desk.move(project.id, items, 'in_review', 'rejected')
    await send('DELETE', `/projects/${project.id}/items/${items[0]?.id}`)
    const other = await desk.project()
    expect(await desk.add(other.id, { contentId: items[0]?.contentId ?? '' })).toMatchObject([
      { versionId: items[0]?.versionId, status: 'rejected' },
    ])
  })

  it('names the project that holds a version', async () => {
    const { desk, send, itemsOf } = await createDeskTest()
    const { items } = await desk.projectOf('Held', 'Held too')
    const { content } = await desk.content()
    const other = await desk.project('Other')
    const answer = await send('POST', `/projects/${other.id}/items`, {
      items: [
        { contentId: content.id },
        ...items.map(({ contentId, versionId }) => ({ contentId, versionId })),
      ],
    })
    expect(refusal(answer)).toEqual([409, 'version_in_other_project'])
    expect(answer.json().detail).toContain('"Spring campaign"')
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toEqual([
      '/items/1/versionId',
      '/items/2/versionId',
    ])
    expect((await itemsOf(other)).data).toEqual([])
    const next = await send('POST', `/content/${content.id}/versions`, { language: 'en' })
    expect(next.json<Version>().number).toBe(2)
  })

  it('refuses unknown content, versions of other content, and versions that were published', async () => {
    const { desk, send } = await createDeskTest()
    const { content } = await desk.content()
    const { version: other } = await desk.content()
    const { project, items } = await desk.projectOf('Page')
    const url = `/projects/${project.id}/items`
    const add = async (...entries: object[]) => {
      const answer = await send('POST', url, { items: entries })
      return [...refusal(answer), ...(answer.json().errors ?? []).map((one: { path: string }) => one.path)]
    }
    expect(await add({ contentId: content.id }, { contentId: unknownId })).toEqual([
      400,
      'invalid_request',
      '/items/1/contentId',
    ])
    const invalid = [400, 'invalid_request', '/items/0/versionId']
    expect(await add({ contentId: content.id, versionId: other.id })).toEqual(invalid)
    expect(await add({ contentId: content.id, versionId: unknownId })).toEqual(invalid)
    expect(await add({ contentId: other.contentId, versionId: other.id, language: 'sv' })).toEqual(invalid)
    expect(await add()).toEqual([400, 'invalid_request', '/items'])
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    await send('DELETE', `${url}/${items[0]?.id}`)
    const { contentId, versionId } = items[0] ?? {}
    expect(await add({ contentId, versionId })).toEqual([409, 'version_not_editable', '/items/0/versionId'])
  })

  it('does nothing twice under one key', async () => {
    const { ben, desk, itemsOf } = await createDeskTest()
    const { content } = await desk.content()
    const project = await desk.project()
    const request = {
      method: 'POST' as const,
      url: `/api/v1/projects/${project.id}/items`,
      payload: { items: [{ contentId: content.id, language: 'sv' }] },
      headers: { 'idempotency-key': 'add' },
    }
    const first = await ben.inject(request)
    expect((await ben.inject(request)).json()).toEqual(first.json())
    expect((await itemsOf(project)).position.offset).toBe(1)
  })
})
