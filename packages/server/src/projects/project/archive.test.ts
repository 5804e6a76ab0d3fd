import type { ContentState, Project, ProjectsState, ReopenedProject } from '@copydesk/contract'
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { restoreProject } from './deletion.ts'

async function setUp() {
  const test = await createDeskTest()
  const archive = (id: string) => test.send('POST', `/projects/${id}/archive`)
  const reactivate = async (id: string) => {
    const answer = await test.send('POST', `/projects/${id}/reactivate`)
    expect(answer.statusCode).toBe(200)
    return answer.json<ReopenedProject>()
  }
  const holderOf = async (contentId = '') =>
    (await test.get<ContentState>(`/content/${contentId}`)).languages[0]?.projectId
  return { ...test, archive, reactivate, holderOf }
}

describe('archiving a project', () => {
  it('frees what is open, keeps what was published, and tells both channels', async () => {
    const { desk, archive, itemsOf, storage, get, holderOf, runJobs } = await setUp()
    const { project, items } = await desk.projectOf('Out', 'Open', 'Rejected')
    const [out, open, rejected] = items
    await desk.move(project.id, items.slice(0, 1), 'in_review', 'ready')
    await desk.publish(project.id, 'ready')
    await desk.move(project.id, items.slice(2), 'in_review', 'rejected')
    await runJobs()

    const answer = await archive(project.id)
    const archived = answer.json<Project>()
    expect(archived.archivedAt).toBe('2026-03-02T09:00:01.000Z')
    expect(answer.headers.etag).toBe(`"${archived.revision}"`)
    expect((await itemsOf(project)).data.map(({ id }) => id)).toEqual([out?.id])
    expect(await holderOf(open?.contentId)).toBeNull()
    expect(await holderOf(out?.contentId)).toBe(project.id)
    const told = (await eventsAfter(storage, `project:${project.id}`)).at(-1)
    expect(told?.event).toMatchObject({
      type: 'project.archived',
      project: archived,
      itemIds: [open?.id, rejected?.id],
    })
    expect((await eventsAfter(storage, 'projects')).at(-1)?.event).toMatchObject({
      type: 'project.changed',
      project: archived,
    })
    await runJobs()
    const [listed] = (await get<ProjectsState>('/projects')).data
    expect(listed).toMatchObject({ archivedAt: archived.archivedAt, counts: { published: 1, draft: 0 } })
  })

  it('refuses every change from then on, and lets one read', async () => {
    const { ben, desk, archive, get } = await setUp()
    const { project, items } = await desk.projectOf('Page', 'Other')
    const [item] = items
    await desk.move(project.id, items.slice(0, 1), 'in_review', 'ready')
    await desk.publish(project.id, 'ready')
    const comment = await ben.inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/comments`,
      payload: { body: 'Look' },
    })
    await archive(project.id)
    const url = `/projects/${project.id}`
    const changes: InjectOptions[] = [
      { method: 'PATCH', url, payload: { name: 'x' }, headers: { 'if-match': '*' } },
      { method: 'POST', url: `${url}/publish`, payload: { mode: 'all' } },
      { method: 'POST', url: `${url}/items`, payload: { items: [{ contentId: item?.contentId }] } },
      { method: 'PATCH', url: `${url}/items`, payload: { itemIds: [item?.id], assigneeId: null } },
      { method: 'PATCH', url: `${url}/items/${item?.id}`, payload: { status: 'in_review' } },
      { method: 'POST', url: `${url}/items/remove`, payload: { itemIds: [item?.id] } },
      { method: 'POST', url: `${url}/items/restore`, payload: { itemIds: [items[1]?.id] } },
      { method: 'DELETE', url: `${url}/items/${item?.id}` },
      { method: 'POST', url: `${url}/items/${item?.id}/rebase`, payload: { onto: null } },
      { method: 'POST', url: `${url}/comments`, payload: { body: 'Late' } },
      {
        method: 'PATCH',
        url: `/comments/${comment.json().id}`,
        payload: { body: 'Late' },
        headers: { 'if-match': '*' },
      },
      { method: 'DELETE', url: `/comments/${comment.json().id}` },
    ]
    for (const change of changes) {
      const answer = await ben.inject({ ...change, url: `/api/v1${change.url}` })
      expect([change.method, change.url, ...refusal(answer)]).toEqual([
        change.method,
        change.url,
        409,
        'project_archived',
      ])
    }
    for (const place of ['', '/items', '/comments', '/releases', '/blockers?mode=all']) {
      await get(`${url}${place}`)
    }
  })

  it('does nothing twice, and is for editors', async () => {
    const { as, people, desk, archive, storage } = await setUp()
    const { id } = await desk.project()
    const first = await archive(id)
    expect((await archive(id)).json()).toEqual(first.json())
    expect(await eventsAfter(storage, `project:${id}`)).toHaveLength(1)
    for (const way of ['archive', 'reactivate', 'restore']) {
      const url = `/api/v1/projects/${id}/${way}`
      expect(refusal(await as(people.cleo).inject({ method: 'POST', url }))).toEqual([403, 'forbidden'])
    }
    expect(refusal(await archive(unknownId))).toEqual([404, 'not_found'])
  })

  it('is found and marked', async () => {
    const { desk, archive, get } = await setUp()
    const { id } = await desk.project('Autumn')
    await archive(id)
    expect((await get<{ data: object[] }>('/search?q=autumn')).data).toMatchObject([{ id, isArchived: true }])
  })
})

describe('reactivating a project', () => {
  it('brings back the same items as they were', async () => {
    const { desk, archive, reactivate, itemsOf, people, send, storage } = await setUp()
    const { project, items } = await desk.projectOf('One', 'Two')
    const itemIds = items.map(({ id }) => id)
    await send('PATCH', `/projects/${project.id}/items`, {
      itemIds,
      assigneeId: people.cleo.id,
      dueAt: '2026-04-01',
    })
    await desk.move(project.id, items.slice(0, 1), 'in_review')
    const before = (await itemsOf(project)).data
    await archive(project.id)
    const { project: open, left } = await reactivate(project.id)
    expect(open.archivedAt).toBeNull()
    expect(left).toEqual([])
    const after = (await itemsOf(project)).data
    expect(after).toEqual(
      before.map((item) => ({
        ...item,
        revision: item.revision + 1,
        updatedAt: expect.any(String),
        updatedBy: { id: people.ben.id, kind: 'person' },
      })),
    )
    expect((await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event).toMatchObject({
      type: 'project.reactivated',
      items: after,
    })
    await desk.move(project.id, items.slice(1), 'in_review')
  })

  it('leaves what another project holds or what was published, says so, and never takes it later', async () => {
    const { desk, archive, reactivate, itemsOf, send } = await setUp()
    const { project, items } = await desk.projectOf('Free', 'Taken', 'Out')
    const [free, taken, out] = items
    await archive(project.id)
    const other = await desk.project('Other')
    const [there] = await desk.add(other.id, {
      contentId: taken?.contentId ?? '',
      versionId: taken?.versionId,
    })
    const version = `/content/${out?.contentId}/versions/${out?.versionId}`
    for (const status of ['in_review', 'ready']) await send('POST', `${version}/status`, { status })
    expect((await send('POST', `${version}/publish`, {})).statusCode).toBe(200)

    const { left } = await reactivate(project.id)
    expect(left).toEqual([
      {
        id: taken?.id,
        contentId: taken?.contentId,
        title: 'Taken',
        versionNumber: 1,
        reason: 'in_other_project',
        project: { id: other.id, name: 'Other' },
      },
      {
        id: out?.id,
        contentId: out?.contentId,
        title: 'Out',
        versionNumber: 1,
        reason: 'published',
        project: null,
      },
    ])
    expect((await itemsOf(project)).data.map(({ id }) => id)).toEqual([free?.id])
    expect((await reactivate(project.id)).left).toEqual([])

    await send('DELETE', `/projects/${other.id}/items/${there?.id}`)
    await archive(project.id)
    await reactivate(project.id)
    expect((await itemsOf(project)).data.map(({ id }) => id)).toEqual([free?.id])
    const back = await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [taken?.id] })
    expect(back.statusCode).toBe(200)
  })

  it('leaves out what somebody had taken out before', async () => {
    const { desk, archive, reactivate, itemsOf, send } = await setUp()
    const { project, items } = await desk.projectOf('Kept', 'Removed')
    await send('DELETE', `/projects/${project.id}/items/${items[1]?.id}`)
    await archive(project.id)
    await reactivate(project.id)
    expect((await itemsOf(project)).data.map(({ title }) => title)).toEqual(['Kept'])
  })

  it('asks for the revision that is named', async () => {
    const { desk, archive, send } = await setUp()
    const { id, revision } = await desk.project()
    await archive(id)
    const url = `/projects/${id}/reactivate`
    expect(refusal(await send('POST', url, undefined, { 'if-match': `"${revision}"` }))).toEqual([
      412,
      'revision_mismatch',
    ])
    expect((await send('POST', url, undefined, { 'if-match': `"${revision + 1}"` })).statusCode).toBe(200)
  })
})

describe('bringing a deleted project back', () => {
  it('is as it was, published, taken down and open, for 30 days', async () => {
    const { advance, services, people, desk, itemsOf, send, get, storage } = await setUp()
    const { project, items } = await desk.projectOf('Out', 'Open')
    await desk.move(project.id, items.slice(0, 1), 'in_review', 'ready')
    await desk.publish(project.id, 'ready')
    const other = await desk.projectOf('Live')
    await desk.move(other.project.id, other.items, 'in_review', 'ready')
    await desk.publish(other.project.id)
    await desk.add(project.id, { contentId: other.items[0]?.contentId ?? '', action: 'unpublish' })
    const before = (await itemsOf(project)).data
    expect(before).toHaveLength(3)

    await send('DELETE', `/projects/${project.id}`)
    advance(29 * 24 * 3_600_000)
    const answer = await send('POST', `/projects/${project.id}/restore`)
    expect(answer.json<ReopenedProject>()).toMatchObject({ project: { id: project.id }, left: [] })
    const ids = (list: { id: string; status: string }[]) => list.map(({ id, status }) => [id, status])
    expect(ids((await itemsOf(project)).data)).toEqual(ids(before))
    expect((await get<ProjectsState>('/projects')).data.map(({ id }) => id)).toEqual([
      project.id,
      other.project.id,
    ])
    for (const channel of ['projects', `project:${project.id}`]) {
      const [restored] = (await eventsAfter(storage, channel)).slice(-1)
      expect(restored?.event).toMatchObject({
        type: 'project.restored',
        project: { counts: { published: 1, draft: 2 } },
      })
    }

    await send('DELETE', `/projects/${project.id}`)
    advance(30 * 24 * 3_600_000)
    const actor = { id: people.ben.id, kind: 'person' as const }
    const late = services.runner.run({ actor }, restoreProject(project.id))
    await expect(late).rejects.toMatchObject({ code: 'gone' })
  })

  it('is archived again when it was, and reactivating then brings its items', async () => {
    const { archive, desk, itemsOf, send, reactivate } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    await archive(project.id)
    await send('DELETE', `/projects/${project.id}`)
    const answer = await send('POST', `/projects/${project.id}/restore`)
    expect(answer.json<ReopenedProject>().project.archivedAt).not.toBeNull()
    expect((await itemsOf(project)).data).toEqual([])
    await reactivate(project.id)
    expect((await itemsOf(project)).data.map(({ id }) => id)).toEqual([items[0]?.id])
  })

  it('leaves out what was published by itself meanwhile, and keeps what it published', async () => {
    const { desk, itemsOf, send } = await setUp()
    const { project, items } = await desk.projectOf('Own', 'Alone', 'Open')
    const [own, alone, open] = items
    await desk.move(project.id, items.slice(0, 2), 'in_review', 'ready')
    await send('POST', `/projects/${project.id}/items/remove`, { itemIds: [alone?.id, open?.id] })
    await desk.publish(project.id)
    await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [alone?.id, open?.id] })
    await send('DELETE', `/projects/${project.id}`)
    const version = `/content/${alone?.contentId}/versions/${alone?.versionId}`
    expect((await send('POST', `${version}/publish`, {})).statusCode).toBe(200)
    const answer = await send('POST', `/projects/${project.id}/restore`)
    expect(answer.json<ReopenedProject>().left).toMatchObject([
      { id: alone?.id, reason: 'published', project: null },
    ])
    const statuses = (await itemsOf(project)).data.map(({ id, status }) => [id, status])
    expect(new Map(statuses as [string, string][])).toEqual(
      new Map([
        [own?.id, 'published'],
        [open?.id, 'draft'],
      ]),
    )
    // Nor does it come back later, with the project or by undoing.
    await send('DELETE', `/projects/${project.id}`)
    expect((await send('POST', `/projects/${project.id}/restore`)).json<ReopenedProject>().left).toEqual([])
    const undone = await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [alone?.id] })
    expect(refusal(undone)).toEqual([409, 'version_not_editable'])
  })

  it('names what another project holds by then', async () => {
    const { desk, send } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    await send('DELETE', `/projects/${project.id}`)
    const other = await desk.project('Other')
    await desk.add(other.id, { contentId: items[0]?.contentId ?? '' })
    const answer = await send('POST', `/projects/${project.id}/restore`)
    expect(answer.json<ReopenedProject>().left).toMatchObject([
      { id: items[0]?.id, reason: 'in_other_project', project: { name: 'Other' } },
    ])
  })
})

describe.each([
  ['archived', 'POST', '/archive', '/reactivate'],
  ['deleted', 'DELETE', '', '/restore'],
] as const)('a project with a rule of its own that was %s', (_, method, away, back) => {
  it('has what became ready elsewhere reviewed by that rule, and says whom it asks', async () => {
    const { as, desk, itemsOf, people, runJobs, send, storage } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const steps = [{ approvals: 1, people: [people.anna.id], groups: [], roles: [] }]
    const rule = { method: 'PATCH', url: `/api/v1/projects/${project.id}/approval-rule`, payload: { steps } }
    expect((await as(people.anna).inject(rule as InjectOptions)).statusCode).toBe(200)
    await send(method, `/projects/${project.id}${away}`)
    const [item] = items
    const version = `/content/${item?.contentId}/versions/${item?.versionId}`
    for (const status of ['in_review', 'ready']) {
      expect((await send('POST', `${version}/status`, { status })).statusCode).toBe(200)
    }
    expect((await send('POST', `/projects/${project.id}${back}`)).statusCode).toBe(200)
    expect((await itemsOf(project)).data).toMatchObject([
      { status: 'in_review', approvals: { step: 1, steps: 1, given: 0, needed: 1 } },
    ])
    expect(refusal(await send('POST', `/projects/${project.id}/publish`, { mode: 'all' }))).toEqual([
      409,
      'publish_blocked',
    ])
    await runJobs()
    const told = await storage.read((tx) =>
      tx.selectFrom('notifications').select('kind').where('person_id', '=', people.anna.id).execute(),
    )
    expect(told.map(({ kind }) => kind)).toContain('approval.asked')
  })
})
