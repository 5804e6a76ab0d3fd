import type {
  BlockerList,
  ContentReleases,
  ContentState,
  Id,
  ItemsState,
  Person,
  PublishedVersion,
  ReleaseDocument,
  Version,
  VersionSummary,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { expectTrueReleases } from '../../../test/release-truth.ts'
import { presentNotification } from '../../notifications/present.ts'

type Named = Pick<Version, 'contentId' | 'id'>

async function setUp() {
  const test = await createDeskTest()
  const { desk, send } = test
  const at = ({ contentId, id }: Named) => `/content/${contentId}/versions/${id}`
  const publish = (version: Named, payload: object = {}, headers: Record<string, string> = {}) =>
    send('POST', `${at(version)}/publish`, payload, headers)
  const move = async (version: Named, ...statuses: string[]) => {
    let moved: VersionSummary | undefined
    for (const status of statuses) {
      const answer = await send('POST', `${at(version)}/status`, { status })
      expect(answer.statusCode).toBe(200)
      moved = answer.json()
    }
    return moved as VersionSummary
  }
  const readyVersion = async (title: string) =>
    move((await desk.content({ title })).version, 'in_review', 'ready')
  /** Another draft of the same content, ready. */
  const readyDraft = async (contentId: Id) => {
    const answer = await send('POST', `/content/${contentId}/versions`, { language: 'en' })
    return move(answer.json<Version>(), 'in_review', 'ready')
  }
  return { ...test, at, publish, move, readyVersion, readyDraft }
}

describe('publishing a version by itself', () => {
  it('makes it live and tells whoever looks at it or at the list', async () => {
    const { get, people, publish, readyVersion, runJobs, storage } = await setUp()
    const version = await readyVersion('Home')
    const answer = await publish(version, { note: 'A typo' }, { 'idempotency-key': 'go' })
    expect(answer.statusCode).toBe(200)
    const published = answer.json<PublishedVersion>()
    expect(published.version).toMatchObject({ id: version.id, status: 'published' })
    expect(published.version.revision).toBeGreaterThan(version.revision)
    expect(published.release).toMatchObject({
      projectId: null,
      state: 'done',
      note: 'A typo',
      publishedCount: 1,
      takenDownCount: 0,
      startedBy: { id: people.ben.id, kind: 'person' },
    })
    const content = await get<ContentState>(`/content/${version.contentId}`)
    expect(content.languages[0]).toMatchObject({ status: 'published', publishedNumber: 1 })
    const told = (await eventsAfter(storage, `content:${version.contentId}`)).at(-1)?.event
    expect(told).toMatchObject({ type: 'version.changed', versions: [published.version], commandId: 'go' })
    await runJobs()
    const listed = (await eventsAfter(storage, 'content')).at(-1)?.event
    expect(listed).toMatchObject({ type: 'content.changed', items: [{ id: version.contentId }] })
    await expectTrueReleases(storage)
  })

  it('is a release in the history of its content, beside those of projects', async () => {
    const { desk, get, publish, readyDraft, send, storage } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    const contentId = items[0]?.contentId ?? ''
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    const second = await readyDraft(contentId)
    const { release } = (await publish(second)).json<PublishedVersion>()
    const { data } = await get<ContentReleases>(`/content/${contentId}/releases`)
    expect(data).toMatchObject([
      {
        ...release,
        item: { itemId: null, version: { number: 2 }, base: { number: 1 }, previous: { number: 1 } },
      },
      { projectId: project.id, item: { itemId: items[0]?.id, version: { number: 1 }, previous: null } },
    ])
    const document = await get<ReleaseDocument>(`/releases/${release.id}`)
    expect(document.data).toEqual([data[0]?.item])
    const first = await get<ContentReleases>(`/content/${contentId}/releases?limit=1`)
    const next = await get<ContentReleases>(
      `/content/${contentId}/releases?limit=1&cursor=${first.nextCursor}`,
    )
    expect([...first.data, ...next.data]).toEqual(data)
    expect(next.nextCursor).toBeNull()
    const unknown = `/content/${project.id}/releases`
    expect(refusal(await send('GET', unknown))).toEqual([404, 'not_found'])
    await expectTrueReleases(storage)
  })

  it('shows in the project whose version it replaces', async () => {
    const { desk, get, outbox, publish, readyDraft, storage } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    const second = await readyDraft(items[0]?.contentId ?? '')
    await publish(second)
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data).toMatchObject([{ id: items[0]?.id, status: 'previously_published' }])
    const told = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    const [{ id, revision } = { id: '', revision: 0 }] = data
    expect(told).toMatchObject({
      type: 'item.changed',
      items: [{ id, revision, status: 'previously_published' }],
    })
    expect(await outbox()).toContainEqual({ topic: 'count', payload: { projectId: project.id } })
  })

  it('is refused with all that is in the way, and says who can lift it', async () => {
    const { at, desk, get, people, publish, send } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    const [item] = items
    const version = { contentId: item?.contentId ?? '', id: item?.versionId ?? '' }
    await send('PATCH', `/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
    await send('PATCH', `/projects/${project.id}/items/${item?.id}`, {
      status: 'rejected',
      reason: 'Too long',
    })
    const answer = await publish(version)
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(answer.json().detail).toBe(`It goes out with the project “${project.name}”. It was rejected.`)
    const about = { itemId: null, contentId: version.contentId, versionId: version.id, title: 'Home' }
    const editors = ['admin', 'editor']
    expect(answer.json().blockers).toMatchObject([
      {
        ...about,
        reason: 'held_by_project',
        project: { id: project.id, name: project.name },
        lift: { step: 'remove', roles: editors, people: [] },
      },
      {
        ...about,
        reason: 'not_ready',
        status: 'rejected',
        rejection: { reason: 'Too long' },
        lift: { step: 'send', roles: editors, people: [people.ben.id] },
      },
    ])
    expect(await get<BlockerList>(`${at(version)}/blockers`)).toEqual({
      data: answer.json().blockers,
      nextCursor: null,
      warnings: [],
    })
    await send('DELETE', `/projects/${project.id}/items/${item?.id}`)
    const alone = await get<BlockerList>(`${at(version)}/blockers`)
    expect(alone.data.map(({ reason }) => reason)).toEqual(['not_ready'])
  })

  it('asks when something else is live than it was begun from', async () => {
    const { at, get, publish, readyDraft, readyVersion, send, storage } = await setUp()
    const first = await readyVersion('Home')
    await publish(first)
    const second = await readyDraft(first.contentId)
    const third = await readyDraft(first.contentId)
    await publish(second)
    const answer = await publish(third)
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(answer.json().blockers).toMatchObject([
      { reason: 'changed_since', live: { versionId: second.id, versionNumber: 2, projectId: null } },
    ])
    expect(refusal(await publish(third, { replace: first.id }))).toEqual([412, 'revision_mismatch'])
    expect(refusal(await publish(third, { replace: null }))).toEqual([412, 'revision_mismatch'])
    const replaced = await publish(third, { replace: second.id })
    expect(replaced.statusCode).toBe(200)
    const { data } = await get<ContentReleases>(`/content/${first.contentId}/releases`)
    expect(data.map(({ item }) => item.replaced)).toEqual([true, false, false])
    expect(await get(`${at(third)}/blockers`)).toMatchObject({ data: [] })
    expect(refusal(await send('POST', `${at(third)}/rebase`, { onto: null }))).toEqual([
      409,
      'version_not_editable',
    ])
    await expectTrueReleases(storage)
  })

  it('needs no question once what is live was taken for the base', async () => {
    const { at, get, move, publish, readyDraft, readyVersion, send } = await setUp()
    const first = await readyVersion('Home')
    await publish(first)
    const second = await readyDraft(first.contentId)
    const third = await readyDraft(first.contentId)
    await publish(second)
    expect(refusal(await send('POST', `${at(third)}/rebase`, { onto: first.id }))).toEqual([
      412,
      'revision_mismatch',
    ])
    const kept = await send('POST', `${at(third)}/rebase`, { onto: second.id })
    expect(kept.json()).toMatchObject({ status: 'ready', baseVersionId: second.id })
    const merged = await send('POST', `${at(third)}/rebase`, { onto: second.id, body: 'Both' })
    expect(merged.json()).toMatchObject({ status: 'in_review', baseVersionId: second.id })
    expect((await get<Version>(at(third))).body).toBe('Both')
    await move(third, 'ready')
    expect((await publish(third)).statusCode).toBe(200)
  })

  it('is for editors, for what was looked at, and never done twice', async () => {
    const { as, at, people, publish, readyVersion, send } = await setUp()
    const version = await readyVersion('Home')
    const url = `/api/v1${at(version)}/publish`
    for (const person of [people.cleo, people.dora]) {
      const refused = await as(person).inject({ method: 'POST', url, payload: {} })
      expect(refusal(refused)).toEqual([403, 'forbidden'])
    }
    const stale = { 'if-match': `"${version.revision - 1}"` }
    expect(refusal(await publish(version, {}, stale))).toEqual([412, 'revision_mismatch'])
    const fresh = { 'if-match': `"${version.revision}"`, 'idempotency-key': 'once' }
    const first = await publish(version, {}, fresh)
    expect((await publish(version, {}, fresh)).json()).toEqual(first.json())
    expect(refusal(await publish(version))).toEqual([409, 'nothing_to_publish'])
    const elsewhere = { contentId: (await readyVersion('Other')).contentId, id: version.id }
    expect(refusal(await send('POST', `${at(elsewhere)}/publish`, {}))).toEqual([404, 'not_found'])
    expect(refusal(await publish(version, { force: true }))).toEqual([400, 'invalid_request'])
  })
})

describe('who is told of it', () => {
  const toldOf = async ({ runJobs, storage }: Awaited<ReturnType<typeof setUp>>, { id }: Person) => {
    await runJobs()
    const rows = await storage.read((tx) =>
      tx.selectFrom('notifications').selectAll().where('person_id', '=', id).orderBy('offset').execute(),
    )
    return rows.map(presentNotification)
  }

  it('are whoever wrote it and whoever is at a draft that it overtook, once, and not who published it', async () => {
    const test = await setUp()
    const { as, desk, people, publish, readyDraft, readyVersion, send } = test
    const first = await readyVersion('Home')
    expect((await publish(first)).statusCode).toBe(200)
    // Emil's draft is older by the time Ben's goes live.
    const emils = await call<Version>(as(people.emil), {
      method: 'POST',
      url: `/api/v1/content/${first.contentId}/versions`,
      payload: { language: 'en' },
    })
    const project = await desk.project()
    const [item] = await desk.add(project.id, { contentId: first.contentId, versionId: emils.id })
    await send('PATCH', `/projects/${project.id}/items/${item?.id}`, { assigneeId: people.cleo.id })
    const second = await readyDraft(first.contentId)
    expect((await publish(second)).statusCode).toBe(200)
    const [toEmil, ...more] = await toldOf(test, people.emil)
    expect(more).toEqual([])
    expect(toEmil).toMatchObject({
      kind: 'version.published',
      reason: 'author',
      actor: { id: people.ben.id },
      projectId: null,
      projectName: null,
      itemTitle: 'Home',
      contentId: first.contentId,
      versionId: second.id,
      excerpt: 'version 3',
    })
    const toCleo = await toldOf(test, people.cleo)
    expect(toCleo.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['item.assigned', 'assigned'],
      ['version.published', 'assigned'],
    ])
    expect(await toldOf(test, people.ben)).toEqual([])
  })
})
