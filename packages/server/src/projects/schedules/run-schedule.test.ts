import type { Project, Schedule } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { expectTrueReleases } from '../../../test/release-truth.ts'
import { createScheduleTest, inMarch, inMarchAt, type ScheduleTest } from '../../../test/schedule-test.ts'

const nextDay = '2026-03-11T08:00:00.000Z'
const tooLate = '2026-03-11T08:00:00.001Z'

/** Another version of what the item is about goes live by itself. */
async function overtake({ send }: ScheduleTest, contentId: string | undefined): Promise<void> {
  const draft = await send('POST', `/content/${contentId}/versions`, { language: 'en' })
  const at = `/content/${contentId}/versions/${draft.json().id}`
  for (const status of ['in_review', 'ready']) await send('POST', `${at}/status`, { status })
  const published = await send('POST', `${at}/publish`, {})
  expect(published.statusCode, published.body).toBe(200)
}

describe('a schedule that is due', () => {
  it('fails where something is in the way by then, publishes nothing, and is not tried again', async () => {
    const test = await createScheduleTest()
    const { get, readyProject, releaseCount, runAt, scheduled, schedules, send, statuses, storage } = test
    const { project, items } = await readyProject('Home', 'About')
    const { id } = await scheduled(project.id)
    await overtake(test, items[0]?.contentId)
    const { data } = await get<{ data: object[] }>(`/projects/${project.id}/blockers?mode=scheduled`)
    expect(data).toMatchObject([{ reason: 'changed_since', title: 'Home' }])
    await runAt(inMarchAt)
    expect(await statuses(project)).toEqual(['ready', 'ready'])
    expect(await releaseCount()).toBe(1)
    const shown = (await get<Project>(`/projects/${project.id}`)).schedule
    expect(shown).toMatchObject({
      id,
      state: 'failed',
      endedAt: inMarchAt,
      failure: { code: 'publish_blocked', detail: 'Changed since: version 2 of "Home" was published.' },
    })
    const told = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    expect(told).toMatchObject({ type: 'schedule.changed', actor: { kind: 'system' }, schedule: shown })
    await runAt(nextDay)
    expect(await releaseCount()).toBe(1)
    expect(await schedules()).toEqual([{ id, state: 'failed' }])

    const edited = await send('PATCH', `/projects/${project.id}/items/${items[1]?.id}`, {
      status: 'in_review',
    })
    expect(edited.statusCode).toBe(200)
    const url = `/projects/${project.id}/schedule`
    expect(refusal(await send('PATCH', url, { note: 'x' }))).toEqual([409, 'not_scheduled'])
    expect((await send('DELETE', url)).statusCode).toBe(204)
    expect((await get<Project>(`/projects/${project.id}`)).schedule).toBeNull()
    expect(await schedules()).toEqual([{ id, state: 'failed' }])
    await expectTrueReleases(storage)
  })

  it('has the rights that its person has by then', async () => {
    const { get, people, readyProject, releaseCount, runAt, scheduled, statuses, storage } =
      await createScheduleTest()
    const { project } = await readyProject('Home')
    await scheduled(project.id)
    await storage.write((tx) =>
      tx.updateTable('people').set({ role: 'reviewer' }).where('id', '=', people.ben.id).execute(),
    )
    await runAt(inMarchAt)
    expect(await releaseCount()).toBe(0)
    expect(await statuses(project)).toEqual(['ready'])
    expect((await get<Project>(`/projects/${project.id}`)).schedule).toMatchObject({
      state: 'failed',
      failure: { code: 'forbidden' },
    })
  })

  it('has the rights of whoever changed it last', async () => {
    const { as, people, readyProject, runAt, scheduled, statuses, storage } = await createScheduleTest()
    const { project } = await readyProject('Home')
    await scheduled(project.id)
    const changed = await as(people.anna).inject({
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/schedule`,
      payload: { note: 'I take it on' },
    })
    expect(changed.json()).toMatchObject({ scheduledBy: { id: people.anna.id }, dueAt: inMarchAt })
    await storage.write((tx) =>
      tx.updateTable('people').set({ deactivated_at: 1 }).where('id', '=', people.ben.id).execute(),
    )
    await runAt(inMarchAt)
    expect(await statuses(project)).toEqual(['published'])
  })

  it('runs up to a day late', async () => {
    const { readyProject, runAt, scheduled, statuses } = await createScheduleTest()
    const { project } = await readyProject('Home')
    await scheduled(project.id)
    await runAt(nextDay)
    expect(await statuses(project)).toEqual(['published'])
  })

  it('is missed when it is later, and waits for a person who runs it', async () => {
    const { get, people, readyProject, releaseCount, runAt, scheduled, schedules, send, statuses } =
      await createScheduleTest()
    const { project } = await readyProject('Home')
    const { id } = await scheduled(project.id, { ...inMarch, note: 'Late' })
    const url = `/projects/${project.id}/schedule`
    expect(refusal(await send('POST', `${url}/run`))).toEqual([409, 'schedule_not_missed'])
    await runAt(tooLate)
    expect(await releaseCount()).toBe(0)
    expect(await statuses(project)).toEqual(['scheduled'])
    expect(await get<Schedule>(url)).toMatchObject({ state: 'missed', endedAt: null })
    expect(refusal(await send('PATCH', url, { wallTime: '2027-03-10T09:00' }))).toEqual([
      409,
      'schedule_missed',
    ])
    expect(refusal(await send('DELETE', `/projects/${project.id}`))).toEqual([409, 'locked_by_schedule'])
    const ran = await send('POST', `${url}/run`, undefined, { 'if-match': '"2"' })
    expect(ran.json()).toMatchObject({ id, state: 'done' })
    expect(await statuses(project)).toEqual(['published'])
    expect(await get(`/projects/${project.id}/releases`)).toMatchObject({
      data: [{ scheduleId: id, note: 'Late', startedBy: { id: people.ben.id } }],
    })
    expect(refusal(await send('POST', `${url}/run`))).toEqual([409, 'not_scheduled'])
    expect(await schedules()).toEqual([{ id, state: 'done' }])
  })

  it('is missed and cancelled, or stays missed while something is in the way', async () => {
    const test = await createScheduleTest()
    const { readyProject, runAt, scheduled, schedules, send, statuses } = test
    const { project, items } = await readyProject('Home')
    const { id } = await scheduled(project.id)
    await runAt(tooLate)
    await overtake(test, items[0]?.contentId)
    const url = `/projects/${project.id}/schedule`
    expect(refusal(await send('POST', `${url}/run`))).toEqual([409, 'publish_blocked'])
    expect(await schedules()).toEqual([{ id, state: 'missed' }])
    expect((await send('DELETE', url)).statusCode).toBe(204)
    expect(await statuses(project)).toEqual(['ready'])
    expect(await schedules()).toEqual([{ id, state: 'cancelled' }])
  })

  it('is missed even where its person may do nothing any more', async () => {
    const { people, readyProject, runAt, scheduled, schedules, storage } = await createScheduleTest()
    const { project } = await readyProject('Home')
    const { id } = await scheduled(project.id)
    await storage.write((tx) =>
      tx.updateTable('people').set({ deactivated_at: 1 }).where('id', '=', people.ben.id).execute(),
    )
    await runAt(tooLate)
    expect(await schedules()).toEqual([{ id, state: 'missed' }])
  })

  it('takes down what its project is to take down', async () => {
    const { desk, readyProject, runAt, scheduled, send, statuses, storage } = await createScheduleTest()
    const { project, items } = await readyProject('Home', 'Stays')
    await desk.publish(project.id)
    const end = await desk.project('The end')
    const [contentId] = items.map((item) => item.contentId)
    const added = await send('POST', `/projects/${end.id}/items`, {
      items: [{ contentId, action: 'unpublish' }],
    })
    await desk.move(end.id, added.json().data, 'in_review', 'ready')
    await scheduled(end.id)
    expect(await statuses(end)).toEqual(['scheduled'])
    expect(await statuses(project)).toEqual(['published', 'published'])
    await runAt(inMarchAt)
    expect(await statuses(end)).toEqual(['previously_published'])
    await expectTrueReleases(storage)
  })

  it('runs once, however the clock is set', async () => {
    const { advance, readyProject, releaseCount, runAt, runJobs, scheduled } = await createScheduleTest()
    const { project } = await readyProject('Home')
    await scheduled(project.id)
    await runAt(inMarchAt)
    advance(-3_600_000)
    await runJobs()
    await runAt(inMarchAt)
    expect(await releaseCount()).toBe(1)
  })
})
