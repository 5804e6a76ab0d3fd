/** What follows from who is in a private project: for its approvals, schedules, copies, activity and what it let go of. */
import {
  type Activity,
  type ActivityState,
  type AwaitingState,
  type BlockerList,
  channels,
  type Id,
  type Person,
  type Project,
  type ProjectItem,
  type ReopenedProject,
  type Review,
  sayActivity,
  type ViewedProject,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, createDesk, refusal } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { createScheduleTest, inMarchAt } from '../../../test/schedule-test.ts'
import { notificationRoutes } from '../../notifications/routes.ts'

async function setUp() {
  const test = await createScheduleTest([notificationRoutes])
  const { as, ben, desk, people, send } = test
  const path = (project: Project) => `/projects/${project.id}`
  const privateProject = async (...titles: string[]) => {
    const payload = { name: 'Merger', visibility: 'private' }
    const project = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
    const contents = await Promise.all(titles.map((title) => desk.content({ title })))
    const adding = contents.map(({ content }) => ({ contentId: content.id }))
    const items = adding.length === 0 ? [] : await desk.add(project.id, ...adding)
    return { project, items }
  }
  const letIn = async (project: Project, { id }: { id: Id }, role = 'editor', kind = 'person') => {
    const answer = await send('POST', `${path(project)}/members`, { id, kind, role })
    expect(answer.statusCode, answer.body).toBe(200)
  }
  const putOut = async (project: Project, { id }: { id: Id }, by = ben) => {
    const url = `/api/v1${path(project)}/members/${id}`
    expect((await by.inject({ method: 'DELETE', url })).statusCode).toBe(204)
  }
  const ask = (steps: object[]) =>
    call(as(people.anna), { method: 'PATCH', url: '/api/v1/approval-rule', payload: { steps } })
  const reviewOf = (item: ProjectItem, person: Person) =>
    call<Review>(as(person), {
      method: 'GET',
      url: `/api/v1/projects/${item.projectId}/items/${item.id}/review`,
    })
  const approve = (item: ProjectItem, person: Person) =>
    as(person).inject({
      method: 'POST',
      url: `/api/v1/projects/${item.projectId}/items/${item.id}/decisions`,
      payload: { decision: 'approve', textRevision: 1 },
    })
  const awaited = async (person: Person) =>
    (await call<AwaitingState>(as(person), { method: 'GET', url: '/api/v1/me/awaiting' })).total
  const nameOf = (id: Id) => Object.values(people).find((person) => person.id === id)?.name ?? '?'
  return { ...test, path, privateProject, letIn, putOut, ask, reviewOf, approve, awaited, nameOf }
}

describe('approvals in a private project', () => {
  it('are asked of its members alone, as far as they may review there', async () => {
    const { ask, privateProject, letIn, desk, reviewOf, approve, awaited, people, storage, runJobs, get } =
      await setUp()
    await ask([{ approvals: 1, roles: ['reviewer', 'editor'] }])
    const { project, items } = await privateProject('Home')
    await letIn(project, people.cleo, 'viewer')
    const [item] = (await desk.move(project.id, items, 'in_review')) as [ProjectItem]
    const stuck = (await get<BlockerList>(`/projects/${project.id}/blockers`)).data
    expect(stuck).toMatchObject([{ reason: 'approvals_missing', isStuck: true }])
    expect(await reviewOf(item, people.cleo)).toMatchObject({ may: [], steps: [{ waitingFor: [] }] })
    expect(refusal(await approve(item, people.cleo))).toEqual([403, 'forbidden'])
    expect(refusal(await approve(item, people.emil))).toEqual([404, 'not_found'])
    expect([await awaited(people.cleo), await awaited(people.emil)]).toEqual([0, 0])
    await runJobs()
    const told = await storage.read((tx) =>
      tx.selectFrom('notifications').select('person_id').where('kind', '=', 'approval.asked').execute(),
    )
    expect(told).toEqual([])

    await letIn(project, people.emil)
    expect(await reviewOf(item, people.emil)).toMatchObject({ steps: [{ waitingFor: [people.emil.id] }] })
    expect(await awaited(people.emil)).toBe(1)
    expect((await approve(item, people.emil)).statusCode).toBe(200)
  })

  it('of who is put out, or may not review there any more, count no more', async () => {
    const { ask, privateProject, letIn, putOut, desk, approve, people, runJobs, itemsOf } = await setUp()
    await ask([{ approvals: 2, roles: ['reviewer', 'editor'] }])
    const { project, items } = await privateProject('Home', 'About')
    await letIn(project, people.cleo, 'reviewer')
    await letIn(project, people.emil)
    const [home, about] = (await desk.move(project.id, items, 'in_review')) as [ProjectItem, ProjectItem]
    expect((await approve(home, people.emil)).statusCode).toBe(200)
    expect((await approve(about, people.cleo)).statusCode).toBe(200)
    const given = async () => {
      await runJobs()
      return (await itemsOf(project)).data.map(({ approvals }) => approvals?.given)
    }
    expect(await given()).toEqual([1, 1])
    await putOut(project, people.emil)
    expect(await given()).toEqual([0, 1])
    await letIn(project, people.cleo, 'viewer')
    expect(await given()).toEqual([0, 0])
  })

  it('are overruled by administrators who are in it, and not by what they are on the site', async () => {
    const { ask, privateProject, letIn, desk, reviewOf, as, people } = await setUp()
    await ask([{ approvals: 1, roles: ['reviewer'] }])
    const { project, items } = await privateProject('Home')
    const [item] = (await desk.move(project.id, items, 'in_review')) as [ProjectItem]
    const url = `/api/v1/projects/${project.id}/items/${item.id}/decisions`
    const payload = { decision: 'overrule', textRevision: 1, reason: 'It is late' }
    const overrule = () => as(people.anna).inject({ method: 'POST', url, payload })
    expect(refusal(await overrule())).toEqual([404, 'not_found'])
    await letIn(project, people.anna, 'reviewer')
    expect((await reviewOf(item, people.anna)).may).not.toContain('overrule')
    expect(refusal(await overrule())).toEqual([403, 'forbidden'])
    await letIn(project, people.anna, 'manager')
    expect((await overrule()).statusCode).toBe(200)
  })

  it('are overruled, and rejected, by who manages it and is an editor; blockers name them', async () => {
    const { ask, privateProject, letIn, desk, reviewOf, as, ben, people, get } = await setUp()
    const { project, items } = await privateProject('Home', 'About', 'Terms')
    const payload = { steps: [{ approvals: 1, people: [people.cleo.id] }] }
    const ruled = await ben.inject({
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/approval-rule`,
      payload,
    })
    expect(ruled.statusCode, ruled.body).toBe(200)
    const [home, about, terms] = (await desk.move(project.id, items, 'in_review')) as ProjectItem[]
    if (!home || !about || !terms) throw new Error('Three were moved')
    const blockers = (await get<BlockerList>(`/projects/${project.id}/blockers`)).data
    expect(blockers.map(({ lift }) => lift)).toEqual(
      Array(3).fill({ step: 'overrule', roles: ['admin'], people: [people.ben.id] }),
    )
    const decide = (person: Person, path: string, decision: string) =>
      as(person).inject({
        method: 'POST',
        url: `/api/v1${path}/decisions`,
        payload: { decision, textRevision: 1, reason: 'The fair opens today' },
      })
    const pathOf = ({ id }: ProjectItem) => `/projects/${project.id}/items/${id}`
    for (const [person, role] of [
      [people.emil, 'editor'],
      [people.cleo, 'manager'],
    ] as const) {
      await letIn(project, person, role)
      expect((await reviewOf(home, person)).may).not.toContain('overrule')
      expect(refusal(await decide(person, pathOf(home), 'overrule'))).toEqual([403, 'forbidden'])
    }
    expect((await reviewOf(home, people.ben)).may).toEqual(['reject', 'overrule'])
    expect((await decide(people.ben, pathOf(home), 'overrule')).json()).toMatchObject({ status: 'ready' })
    const ofVersion = `/content/${about.contentId}/versions/${about.versionId}`
    expect((await decide(people.ben, ofVersion, 'overrule')).json()).toMatchObject({ status: 'ready' })
    const rejected = await ben.inject({
      method: 'POST',
      url: '/api/v1/decisions',
      payload: {
        decision: 'reject',
        reason: 'Not yet',
        reviewed: [{ itemId: terms.id, textRevision: 1 }],
      },
    })
    expect(rejected.json()).toMatchObject({ data: [{ status: 'rejected' }] })

    // On the site, and in a public project, an editor overrules nothing.
    await ask([{ approvals: 1, people: [people.cleo.id] }])
    const open = await desk.projectOf('Open')
    const [item] = (await desk.move(open.project.id, open.items, 'in_review')) as [ProjectItem]
    const there = `/projects/${item.projectId}/items/${item.id}`
    expect(refusal(await decide(people.ben, there, 'overrule'))).toEqual([403, 'forbidden'])
    expect(refusal(await decide(people.ben, there, 'reject'))).toEqual([403, 'approval_not_asked'])
  })

  it('are told to who is let in, may review there from now on, or sees it once it is open, once', async () => {
    const {
      ask,
      privateProject,
      letIn,
      putOut,
      desk,
      as,
      ben,
      path,
      people,
      storage,
      runJobs,
      awaited,
      advance,
    } = await setUp()
    const { anna, cleo, emil } = people
    await ask([{ approvals: 1, roles: ['reviewer', 'editor', 'admin'] }])
    const { project, items } = await privateProject('Home', 'About', 'Terms')
    const [home, about, terms] = items as [ProjectItem, ProjectItem, ProjectItem]
    await desk.move(project.id, [home], 'in_review')
    /** Who was told since the last look, with how many items awaits each and stands in their inbox. */
    let known = 0
    const told = async () => {
      await runJobs()
      const rows = await storage.read((tx) =>
        tx
          .selectFrom('notifications')
          .select(['person_id', 'facts'])
          .where('kind', '=', 'approval.asked')
          .orderBy('id')
          .execute(),
      )
      const fresh = rows.slice(known)
      known = rows.length
      return fresh.map(({ person_id, facts }) => {
        const { itemCount = 1 } = JSON.parse(facts ?? '{}') as { itemCount?: number }
        return [person_id, itemCount]
      })
    }
    const unread = async (person: Person) =>
      (await call<{ unread: number }>(as(person), { method: 'GET', url: '/api/v1/notifications/counts' }))
        .unread

    expect(await told()).toEqual([])
    await letIn(project, emil)
    expect(await told()).toEqual([[emil.id, 1]])
    expect([await awaited(emil), await unread(emil)]).toEqual([1, 1])
    await letIn(project, emil, 'reviewer')
    await letIn(project, cleo, 'viewer')
    expect(await told()).toEqual([])
    await letIn(project, cleo, 'reviewer')
    expect(await told()).toEqual([[cleo.id, 1]])

    // Back again, they have what they were told, and hear of what was sent meanwhile.
    await putOut(project, emil)
    await runJobs()
    expect([await awaited(emil), await unread(emil)]).toEqual([0, 0])
    advance(60_000)
    await desk.move(project.id, [about], 'in_review')
    expect(await told()).toEqual([[cleo.id, 1]])
    await letIn(project, emil)
    expect(await told()).toEqual([[emil.id, 1]])
    expect([await awaited(emil), await unread(emil)]).toEqual([2, 2])

    const group = await call<{ id: Id }>(as(anna), {
      method: 'POST',
      url: '/api/v1/groups',
      payload: { name: 'Legal', memberIds: [] },
    })
    await letIn(project, group, 'reviewer', 'group')
    expect(await told()).toEqual([])
    await call(as(anna), {
      method: 'PATCH',
      url: `/api/v1/groups/${group.id}`,
      payload: { addIds: [anna.id, cleo.id] },
    })
    // Who puts themself in is told by what awaits them.
    expect(await told()).toEqual([])
    expect(await awaited(anna)).toBe(2)
    await call(as(anna), {
      method: 'PATCH',
      url: `/api/v1/groups/${group.id}`,
      payload: { removeIds: [anna.id] },
    })
    advance(60_000)
    await desk.move(project.id, [terms], 'in_review')
    await told()
    await putOut(project, emil)
    await told()
    const open = { method: 'POST', url: `/api/v1${path(project)}/open` } as const
    expect((await ben.inject(open)).statusCode).toBe(204)
    expect(await told()).toEqual([[anna.id, 3]])
    expect([await awaited(anna), await awaited(emil)]).toEqual([3, 3])
  })
})

describe('the schedule of a private project', () => {
  it('is in the way, and fails, once whoever scheduled is put out', async () => {
    const test = await setUp()
    const { privateProject, letIn, putOut, desk, as, people, get, runJobs, runAt, path, storage } = test
    const { project, items } = await privateProject('Home')
    await letIn(project, people.emil)
    await desk.move(project.id, items, 'in_review', 'ready')
    const url = `/api/v1${path(project)}/schedule`
    const payload = { wallTime: '2026-03-10T09:00', timeZone: 'Europe/Berlin' }
    expect((await as(people.emil).inject({ method: 'POST', url, payload })).statusCode).toBe(201)
    await putOut(project, people.emil)
    await runJobs()
    const schedule = async () => (await get<ViewedProject>(path(project))).schedule
    expect((await schedule())?.blockedAt).not.toBeNull()
    await runAt(inMarchAt)
    await runJobs()
    expect(await schedule()).toMatchObject({ state: 'failed' })
    const told = await storage.read((tx) =>
      tx
        .selectFrom('notifications')
        .select(['person_id', 'kind', 'excerpt'])
        .where('kind', 'in', ['schedule.blocked', 'schedule.failed'])
        .orderBy('id')
        .execute(),
    )
    expect(told.map(({ person_id, kind }) => [person_id, kind])).toEqual([
      [people.ben.id, 'schedule.blocked'],
      [people.ben.id, 'schedule.failed'],
    ])
    expect(told[0]?.excerpt).toContain('Whoever scheduled it does not see it any more')
  })
})

describe('a duplicate of a private project', () => {
  it('is private, for the same members, and told of to them alone', async () => {
    const { privateProject, letIn, as, people, path, storage, ben } = await setUp()
    const { project } = await privateProject('Home')
    await letIn(project, people.emil)
    const url = `/api/v1${path(project)}/duplicate`
    const copy = await call<Project>(as(people.emil), { method: 'POST', url })
    expect(copy).toMatchObject({ name: 'Merger (copy)', visibility: 'private' })
    const roleOf = async (caller: typeof ben) =>
      (await call<ViewedProject>(caller, { method: 'GET', url: `/api/v1${path(copy)}` })).memberRole
    expect(await roleOf(ben)).toBe('manager')
    expect(await roleOf(as(people.emil))).toBe('editor')
    expect((await as(people.anna).inject({ url: `/api/v1${path(copy)}` })).statusCode).toBe(404)
    const told = await eventsAfter(storage, channels.projects)
    expect(JSON.stringify(told)).not.toContain('Merger')
  })
})

describe('the activity of a private project', () => {
  it('says who let whom in and out, who left, and that an administrator entered', async () => {
    const { privateProject, letIn, putOut, as, people, send, path, get, nameOf } = await setUp()
    const { project } = await privateProject()
    const anna = as(people.anna)
    const group = await call<{ id: Id }>(anna, {
      method: 'POST',
      url: '/api/v1/groups',
      payload: { name: 'Keepers', memberIds: [people.dora.id] },
    })
    await letIn(project, people.cleo, 'reviewer')
    await letIn(project, people.cleo, 'viewer')
    await letIn(project, people.cleo, 'viewer')
    await letIn(project, group, 'viewer', 'group')
    await putOut(project, group)
    await putOut(project, people.cleo, as(people.cleo))
    await call(anna, { method: 'POST', url: `/api/v1${path(project)}/enter` })
    expect((await send('POST', `${path(project)}/open`)).statusCode).toBe(204)
    const { data } = await get<ActivityState>(`${path(project)}/activity`)
    const said = (one: Activity) => `${nameOf(one.actor.id)} ${sayActivity(one, nameOf)}`
    const [b, c, a] = [people.ben.name, people.cleo.name, people.anna.name]
    expect(data.map(said)).toEqual([
      `${b} opened the project to everybody`,
      `${a} entered the project as administrator`,
      `${c} left the project`,
      `${b} put the group “Keepers” out of the project`,
      `${b} let the group “Keepers” in as viewer`,
      `${b} made ${c} viewer here`,
      `${b} let ${c} in as reviewer`,
      `${b} created the project`,
    ])
  })
})

describe('a version that a private project let go of', () => {
  it('does not come back to a public one by who is not in there', async () => {
    const { desk, privateProject, as, people, send, path, ben } = await setUp()
    const emil = createDesk(as(people.emil))
    const { project: open, items } = await emil.projectOf('Was public')
    const [item] = items as [ProjectItem]
    await call(as(people.emil), { method: 'POST', url: `/api/v1${path(open)}/archive` })
    const { project } = await privateProject()
    const { contentId, versionId } = item
    const [held] = await desk.add(project.id, { contentId, versionId })
    const text = { title: 'Secret', body: 'Words' }
    await send('PATCH', `/content/${contentId}/versions/${versionId}`, text, { 'if-match': '*' })
    await send('POST', `${path(project)}/items/remove`, { itemIds: [held?.id] })

    const url = `/api/v1${path(open)}/reactivate`
    const reopened = await call<ReopenedProject>(as(people.emil), { method: 'POST', url })
    expect(reopened.left).toMatchObject([{ contentId, reason: 'in_other_project', project: null }])
    expect(JSON.stringify(reopened)).not.toContain('Secret')
    const payload = { itemIds: [item.id] }
    const restore = (caller: typeof ben) =>
      caller.inject({ method: 'POST', url: `/api/v1${path(open)}/items/restore`, payload })
    const refused = await restore(as(people.emil))
    expect(refusal(refused)).toEqual([409, 'version_in_other_project'])
    expect(refused.body).not.toContain('Secret')
    expect((await restore(ben)).statusCode).toBe(200)
  })
})
