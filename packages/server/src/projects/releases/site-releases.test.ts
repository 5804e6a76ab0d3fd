/** The history of releases of the whole site: who sees which of them, narrowed, page by page and live. */
import {
  applySiteReleases,
  type CreatedContent,
  type ListedRelease,
  mergeSiteReleasesPage,
  type Person,
  type Project,
  type ProjectsEvent,
  type RevertResult,
  type SiteReleasesState,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { plansOf } from '../../../test/query-plans.ts'
import { readSiteReleases } from './site-releases.ts'

async function setUp() {
  const test = await createDeskTest()
  const { advance, as, ben, desk, people, send } = test
  const list = (person: Person, query = '') =>
    call<Snapshot<SiteReleasesState>>(as(person), { url: `/api/v1/releases${query}` })
  const seen = async (person: Person, query = '') =>
    (await list(person, query)).data.map(({ note, item }) => note || (item?.title ?? ''))
  const released = async (name: string, visibility: 'public' | 'private' = 'public', by = ben) => {
    advance(60_000)
    const project = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name, visibility },
    })
    const { content } = await desk.content({ title: `Page of ${name}` })
    const items = await desk.add(project.id, { contentId: content.id })
    await desk.move(project.id, items, 'in_review', 'ready')
    const answer = await by.inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/publish`,
      payload: { mode: 'all', note: name },
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return { project, release: answer.json().release as ListedRelease }
  }
  const alone = async (title: string) => {
    advance(60_000)
    const { content, version } = await call<CreatedContent>(ben, {
      method: 'POST',
      url: '/api/v1/content',
      payload: { type: 'page', language: 'en', title },
    })
    const url = `/content/${content.id}/versions/${version.id}`
    for (const status of ['in_review', 'ready']) await send('POST', `${url}/status`, { status })
    await send('POST', `${url}/publish`, {})
    return content
  }
  const now = () => new Date(test.services.now()).toISOString()
  return { ...test, people, list, seen, released, alone, now }
}

describe('the history of releases', () => {
  it('has those of all projects and of versions by themselves, private ones for who sees these', async () => {
    const { alone, people, released, runJobs, seen, send } = await setUp()
    await released('Spring')
    const { project } = await released('Merger', 'private')
    const content = await alone('Prices')
    expect(await seen(people.ben)).toEqual(['Prices', 'Merger', 'Spring'])
    expect(await seen(people.emil)).toEqual(['Prices', 'Spring'])
    expect(await seen(people.emil, `?projectId=${project.id}`)).toEqual([])
    const { data } = (await send('GET', '/releases?limit=1')).json()
    expect(data[0]).toMatchObject({
      projectId: null,
      item: { contentId: content.id, version: { number: 1 } },
    })

    await send('POST', `/projects/${project.id}/members`, {
      id: people.emil.id,
      kind: 'person',
      role: 'viewer',
    })
    expect(await seen(people.emil)).toEqual(['Prices', 'Merger', 'Spring'])
    await send('DELETE', `/projects/${project.id}/members/${people.emil.id}`)
    expect(await seen(people.emil)).toEqual(['Prices', 'Spring'])
    await send('POST', `/projects/${project.id}/open`)
    expect(await seen(people.emil)).toEqual(['Prices', 'Merger', 'Spring'])
    await send('DELETE', `/projects/${project.id}`, undefined, { 'if-match': '*' })
    await runJobs()
    expect(await seen(people.ben)).toEqual(['Prices', 'Spring'])
    await send('POST', `/projects/${project.id}/restore`)
    expect(await seen(people.emil)).toEqual(['Prices', 'Merger', 'Spring'])
  })

  it('leaves out what a version released whose content is in the trash', async () => {
    const { alone, desk, get, people, runJobs, seen, send, storage } = await setUp()
    const content = await alone('Prices')
    const project = await desk.project()
    const { data } = await get<{ data: { id: string }[] }>(`/content/${content.id}/releases`)
    expect(data).toHaveLength(1)
    const items = await desk.add(project.id, { contentId: content.id, action: 'unpublish' })
    await desk.move(project.id, items, 'in_review', 'ready')
    await send('POST', `/projects/${project.id}/publish`, { mode: 'all', note: 'Down' })
    expect(await seen(people.emil)).toEqual(['Down', 'Prices'])
    await runJobs()
    expect((await send('DELETE', `/content/${content.id}`)).statusCode).toBe(204)
    expect(await seen(people.emil)).toEqual(['Down'])
    await runJobs()
    const [last] = (await eventsAfter(storage, 'projects')).map(({ event }) => event).toReversed()
    expect(last).toMatchObject({ type: 'releases.listed', isWithheld: true })
    expect((await send('POST', `/content/${content.id}/restore`)).statusCode).toBe(200)
    expect(await seen(people.emil)).toEqual(['Down', 'Prices'])
  })

  it('is narrowed by who published, by project and by time, and read page by page', async () => {
    const { as, list, now, people, released, seen, send } = await setUp()
    const first = await released('One')
    const from = now()
    await released('Two', 'public', as(people.anna))
    await released('Three')
    const until = now()
    await released('Four')
    expect(await seen(people.cleo, `?personId=${people.anna.id}`)).toEqual(['Two'])
    expect(await seen(people.cleo, `?projectId=${first.project.id}`)).toEqual(['One'])
    const between = `from=${encodeURIComponent(from)}&until=${encodeURIComponent(until)}`
    expect(await seen(people.cleo, `?${between}`)).toEqual(['Two', 'One'])
    expect(await seen(people.cleo, `?from=${encodeURIComponent(until)}`)).toEqual(['Four', 'Three'])
    expect(await seen(people.cleo, `?${between}&personId=${people.ben.id}`)).toEqual(['One'])

    let state: SiteReleasesState = await list(people.cleo, '?limit=3')
    expect(state.data).toHaveLength(3)
    const page = await list(people.cleo, `?limit=3&cursor=${state.nextCursor}`)
    state = mergeSiteReleasesPage(state, page)
    expect(state.data.map(({ note }) => note)).toEqual(['Four', 'Three', 'Two', 'One'])
    expect(state.nextCursor).toBeNull()
    for (const query of [
      'from=yesterday',
      'personId=me',
      'limit=0',
      'until=2026-02-30T00:00:00Z',
      'cursor=x',
    ]) {
      expect((await send('GET', `/releases?${query}`)).statusCode, query).toBe(400)
    }
  })

  it('of one person is read by an index, however much others released', async () => {
    const { people, storage } = await setUp()
    const { id } = people.anna
    const viewer = { id, kind: 'person' as const, role: 'admin' as const }
    const query = { personId: id, projectId: null, from: null, until: null, limit: 50, cursor: undefined }
    const plans = await plansOf(storage, 'releases', (tx) => readSiteReleases(tx, viewer, query))
    expect(plans.join()).toContain('releases_by_person')
  })

  it('is told live: rows that everybody sees, and of others only that there is more', async () => {
    const { ben, list, people, released, runJobs, send, storage } = await setUp()
    await runJobs()
    const before = await list(people.emil)
    const { release } = await released('Spring')
    const reverting = await send('POST', `/releases/${release.id}/revert`, {})
    const { project } = reverting.json<RevertResult>()
    await call(ben, {
      method: 'POST',
      url: `/api/v1/projects/${project.id}/publish`,
      payload: { mode: 'all' },
    })
    await runJobs()
    const told = async (offset: number) =>
      (await eventsAfter(storage, 'projects', offset)).map(({ event }) => event as ProjectsEvent)
    const events = await told(before.position.offset)
    const state = events.reduce<SiteReleasesState>(applySiteReleases, before)
    const { position, ...fresh } = await list(people.emil)
    expect(state).toMatchObject(fresh)
    expect(state.data[1]).toMatchObject({ revertProjectId: project.id, revertedById: state.data[0]?.id })
    expect(JSON.stringify(events)).not.toContain('isWithheld')

    const { project: closed } = await released('Merger', 'private')
    await runJobs()
    for (const change of [
      async () => {},
      () => send('DELETE', `/projects/${closed.id}`, undefined, { 'if-match': '*' }),
      () => send('POST', `/projects/${closed.id}/restore`),
      () => send('POST', `/projects/${closed.id}/open`),
    ]) {
      await change()
      await runJobs()
      const listed = (await told(position.offset)).filter(({ type }) => type === 'releases.listed')
      expect(listed.at(-1)).toMatchObject({ releases: [], isWithheld: true })
    }
    const listed = (await told(position.offset)).filter(({ type }) => type === 'releases.listed')
    expect(listed).toHaveLength(4)
    expect(JSON.stringify(listed)).not.toContain('Merger')
  })
})
