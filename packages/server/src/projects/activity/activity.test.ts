import type { Activity, ActivityState, Project, ProjectItem, Review, Snapshot } from '@copydesk/contract'
import { applyActivity, sayActivity } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const feed = (id: string, query = '') =>
    test.get<Snapshot<ActivityState>>(`/projects/${id}/activity${query}`)
  const said = async (id: string, query?: string) =>
    (await feed(id, query)).data.map((one) => sayActivity(one, (personId) => nameOf(test.people, personId)))
  return { ...test, feed, said }
}

function nameOf(people: Record<string, { id: string; name: string }>, id: string): string {
  return Object.values(people).find((person) => person.id === id)?.name ?? '?'
}

describe('what was done in a project', () => {
  it('tells what is added to be taken down from what is added to be published', async () => {
    const { desk, said } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    const autumn = await desk.project('Autumn')
    const { content } = await desk.content({ title: 'About' })
    const down = { contentId: items[0]?.contentId ?? '', action: 'unpublish' as const }
    await desk.add(autumn.id, down, { contentId: content.id })
    expect(await said(autumn.id)).toEqual([
      'added “About”',
      'added “Home” to be taken down',
      'created the project',
    ])
  })

  it('is kept with who, when and what, the newest first', async () => {
    const { as, ben, desk, feed, said, send, people } = await setUp()
    const { project, items } = await desk.projectOf('Home', 'About')
    const url = `/projects/${project.id}`
    const [home] = items
    const itemIds = items.map(({ id }) => id)
    await send('PATCH', url, { name: 'Summer', color: 'rose' }, { 'if-match': '*' })
    await send('PATCH', `${url}/items`, { itemIds, assigneeId: people.cleo.id, dueAt: '2026-04-01' })
    await desk.move(project.id, items, 'in_review')
    const decide = (itemId: string | undefined, payload: object) =>
      as(people.cleo).inject({ method: 'PATCH', url: `/api/v1${url}/items/${itemId}`, payload })
    await decide(items[1]?.id, { status: 'rejected', reason: 'Too long' })
    await decide(home?.id, { status: 'ready' })
    await ben.inject({
      method: 'POST',
      url: `/api/v1${url}/comments`,
      payload: { body: 'Look', itemId: home?.id },
    })
    await send('POST', `${url}/publish`, { mode: 'ready', note: 'Spring prices' })
    await send('DELETE', `${url}/items/${items[1]?.id}`)
    await send('POST', `${url}/tasks`, { title: 'Legal has signed' })
    await send('POST', `${url}/archive`)
    await send('POST', `${url}/reactivate`)

    expect(await said(project.id)).toEqual([
      'reactivated the project',
      'archived the project',
      'added the task “Legal has signed”',
      'removed “About”',
      'published the project: 1 published',
      'commented on “Home”',
      'moved “Home” to ready',
      'rejected “About”',
      'moved “Home” and 1 more to in review',
      'set the due date of “Home” and 1 more to 2026-04-01',
      `assigned “Home” and 1 more to ${people.cleo.name}`,
      'renamed the project from “Spring campaign” to “Summer” and changed the colour',
      'added “Home” and 1 more',
      'created the project',
    ])
    const { data } = await feed(project.id)
    expect(data.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, index) => 14 - index))
    expect(data.find(({ kind }) => kind === 'project.published')?.facts.note).toBe('Spring prices')
    expect(data[7]).toMatchObject({
      projectId: project.id,
      actor: { id: people.cleo.id, kind: 'person' },
      at: '2026-03-02T09:00:00.000Z',
      facts: { reason: 'Too long' },
    })
  })

  it('comes with the events, so that a feed needs no further question', async () => {
    const { desk, feed, send, storage } = await setUp()
    const project = await desk.project()
    const start = await feed(project.id)
    const { content } = await desk.content({ title: 'Home' })
    await desk.add(project.id, { contentId: content.id })
    await send('PATCH', `/projects/${project.id}`, { name: 'Other' }, { 'if-match': '*' })
    const { position: _, ...now } = await feed(project.id)
    const { position, ...before } = start
    const events = await eventsAfter(storage, position.channel, position.offset)
    const advanced = events.reduce((state, { event }) => applyActivity(state, event as never), before)
    expect(advanced).toEqual(now)
    expect(events.reduce((state, { event }) => applyActivity(state, event as never), advanced)).toBe(advanced)
  })

  it('leaves out what was edited of texts, what was refused and what was repeated', async () => {
    const { desk, feed, send } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    const [item] = items
    const before = (await feed(project.id)).data.length
    const version = `/content/${item?.contentId}/versions/${item?.versionId}`
    expect((await send('PATCH', version, { title: 'New' }, { 'if-match': '*' })).statusCode).toBe(200)
    expect((await send('POST', `/projects/${project.id}/publish`, { mode: 'all' })).statusCode).toBe(409)
    const rename = () =>
      send('PATCH', `/projects/${project.id}`, { name: 'X' }, { 'if-match': '*', 'idempotency-key': 'k' })
    await rename()
    await rename()
    expect((await feed(project.id)).data.length).toBe(before + 1)
  })

  it('tells of approvals, of an overruled rule with its reason, and of changes of the rule', async () => {
    const { as, people, desk, feed, said } = await setUp()
    const { project, items } = await desk.projectOf('Home', 'About')
    const ask = (steps: object[] | null) =>
      call(as(people.anna), {
        method: 'PATCH',
        url: `/api/v1/projects/${project.id}/approval-rule`,
        payload: { steps },
        headers: { 'if-match': '*' },
      })
    const decide = async (person: { id: string }, item: ProjectItem | undefined, more: object) => {
      const url = `/api/v1/projects/${project.id}/items/${item?.id}`
      const { textRevision } = await call<Review>(as(people.anna), { method: 'GET', url: `${url}/review` })
      const payload = { textRevision, ...more }
      await call(as(person as typeof people.anna), { method: 'POST', url: `${url}/decisions`, payload })
    }
    await ask([{ approvals: 2, people: [people.cleo.id, people.emil.id] }])
    await desk.move(project.id, items, 'in_review')
    const start = await feed(project.id)
    await decide(people.cleo, items[0], { decision: 'approve' })
    await decide(people.cleo, items[0], { decision: 'withdraw', textRevision: undefined })
    await decide(people.cleo, items[0], { decision: 'approve' })
    await decide(people.emil, items[0], { decision: 'approve' })
    await decide(people.anna, items[1], { decision: 'overrule', reason: 'It goes out today' })
    await ask([])
    await ask(null)
    const told = (await said(project.id)).slice(0, -start.data.length)
    expect(told).toEqual([
      'removed the approval rule of the project',
      'changed the approval rule: no approvals are asked for',
      'overruled the approval rule: “About” ready without all approvals',
      'approved “Home”: ready',
      'approved “Home”',
      'withdrew the approval of “Home”',
      'approved “Home”',
    ])
    expect(start.data[1]).toMatchObject({ kind: 'approval_rule.changed', facts: { approvalSteps: 1 } })
    const { data } = await feed(project.id)
    expect(data[2]).toMatchObject({ actor: { id: people.anna.id }, facts: { reason: 'It goes out today' } })
  })

  it('tells when it is scheduled and when that is cancelled', async () => {
    const { desk, said, send } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review', 'ready')
    const url = `/projects/${project.id}/schedule`
    const time = { wallTime: '2026-03-24T09:00:00', timeZone: 'Europe/Berlin' }
    expect((await send('POST', url, time)).statusCode).toBeLessThan(300)
    expect((await send('DELETE', url)).statusCode).toBeLessThan(300)
    expect((await said(project.id)).slice(0, 2)).toEqual([
      'cancelled the schedule for 2026-03-24 09:00 (Europe/Berlin)',
      'scheduled the project for 2026-03-24 09:00 (Europe/Berlin)',
    ])
  })

  it('tells a project whose version another one replaced', async () => {
    const { desk, said, send } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    const other = await desk.project('Other')
    const added = await desk.add(other.id, { contentId: items[0]?.contentId ?? '' })
    await desk.move(other.id, added, 'in_review', 'ready')
    await send('POST', `/projects/${other.id}/publish`, { mode: 'all' })
    expect((await said(project.id))[0]).toBe('moved “Home” to previously published')
  })

  it('is narrowed by kind and person, and comes in pages', async () => {
    const { as, desk, feed, said, send, people } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review')
    await as(people.cleo).inject({
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/items/${items[0]?.id}`,
      payload: { status: 'ready' },
    })
    expect(await said(project.id, '?group=project')).toEqual(['created the project'])
    expect(await said(project.id, `?personId=${people.cleo.id}`)).toEqual(['moved “Home” to ready'])
    expect(await said(project.id, `?personId=${people.cleo.id}&group=comments`)).toEqual([])
    const numbers: Activity['number'][] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Snapshot<ActivityState> = await feed(
        project.id,
        `?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      numbers.push(...page.data.map(({ number }) => number))
      cursor = page.nextCursor
    }
    expect(numbers).toEqual([4, 3, 2, 1])
    for (const wrong of ['?group=nothing', '?cursor=x', '?cursor=0', '?limit=0', '?personId=7']) {
      expect(refusal(await send('GET', `/projects/${project.id}/activity${wrong}`))).toEqual([
        400,
        'invalid_request',
      ])
    }
    expect(refusal(await send('GET', `/projects/${unknownId}/activity`))).toEqual([404, 'not_found'])
  })

  it('is counted without gaps whoever acts at once', async () => {
    const { desk, feed, send } = await setUp()
    const { id } = await desk.project()
    const names = ['A', 'B', 'C', 'D', 'E', 'F']
    await Promise.all(names.map((name) => send('PATCH', `/projects/${id}`, { name }, { 'if-match': '*' })))
    const { data } = await feed(id)
    expect(data.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1])
    const renames = data.filter(({ kind }) => kind === 'project.changed').toReversed()
    const chain = renames.map(({ facts }) => facts.formerName)
    expect(chain.slice(1)).toEqual(renames.slice(0, -1).map(({ facts }) => facts.name))
  })

  it('is still there when the project was deleted and brought back', async () => {
    const { desk, said, send } = await setUp()
    const { id } = await desk.project()
    await send('DELETE', `/projects/${id}`)
    expect(refusal(await send('GET', `/projects/${id}/activity`))).toEqual([410, 'gone'])
    await send('POST', `/projects/${id}/restore`)
    const project: Project = (await send('GET', `/projects/${id}`)).json()
    expect(project.id).toBe(id)
    expect(await said(id)).toEqual(['brought the project back', 'deleted the project', 'created the project'])
  })
})
