import type { Project, ReleasesState, Schedule } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { expectTrueReleases } from '../../../test/release-truth.ts'
import { createScheduleTest, inMarch, inMarchAt } from '../../../test/schedule-test.ts'

describe('the schedule of a project', () => {
  it('is kept as a time on the wall, and holds every item from then on', async () => {
    const { get, people, readyProject, schedule, statuses, storage } = await createScheduleTest()
    const { project, items } = await readyProject('Home', 'About')
    const answer = await schedule(project.id, { ...inMarch, note: 'Spring prices' })
    expect(answer.statusCode).toBe(201)
    const made = answer.json<Schedule>()
    expect(made).toMatchObject({
      projectId: project.id,
      versionId: null,
      state: 'pending',
      wallTime: '2026-03-10T09:00:00',
      timeZone: 'Europe/Berlin',
      occurrence: null,
      dueAt: inMarchAt,
      note: 'Spring prices',
      scheduledBy: { id: people.ben.id, kind: 'person' },
      endedAt: null,
      failure: null,
    })
    expect(answer.headers.etag).toBe('"1"')
    expect(await get(`/projects/${project.id}/schedule`)).toEqual(made)
    expect(await statuses(project)).toEqual(['scheduled', 'scheduled'])
    expect((await get<Project>(`/projects/${project.id}`)).schedule).toEqual(made)
    const { data } = await get<{ data: Project[] }>('/projects')
    expect(data.map((one) => one.schedule)).toEqual([made])
    const told = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    expect(told).toMatchObject({
      type: 'schedule.changed',
      schedule: made,
      project: { id: project.id, schedule: made },
      items: items.map(({ id }) => ({ id, status: 'scheduled' })),
    })
    const [item] = items
    const ofContent = (await eventsAfter(storage, `content:${item?.contentId}`)).at(-1)?.event
    expect(ofContent).toMatchObject({ type: 'version.changed', versions: [{ status: 'scheduled' }] })
  })

  it('is carried out when it is due, in the name of whoever scheduled, and once', async () => {
    const {
      get,
      people,
      readyProject,
      releaseCount,
      runAt,
      runJobs,
      scheduled,
      schedules,
      statuses,
      storage,
    } = await createScheduleTest()
    const { project } = await readyProject('Home', 'About')
    const { id } = await scheduled(project.id, { ...inMarch, note: 'Spring prices' })
    await runAt('2026-03-10T07:59:59.999Z')
    expect(await releaseCount()).toBe(0)
    await runAt(inMarchAt)
    await runJobs()
    expect(await statuses(project)).toEqual(['published', 'published'])
    expect(await schedules()).toEqual([{ id, state: 'done' }])
    const { data } = await get<ReleasesState>(`/projects/${project.id}/releases`)
    expect(data).toMatchObject([
      {
        scheduleId: id,
        note: 'Spring prices',
        startedAt: inMarchAt,
        startedBy: { id: people.ben.id, kind: 'person' },
      },
    ])
    expect(await get(`/projects/${project.id}`)).toMatchObject({ schedule: null, publishedAt: inMarchAt })
    await expectTrueReleases(storage)
  })

  it('is moved to another time, and the older one never comes back', async () => {
    const { readyProject, releaseCount, runAt, scheduled, send, statuses } = await createScheduleTest()
    const { project } = await readyProject('Home')
    const first = await scheduled(project.id)
    const url = `/projects/${project.id}/schedule`
    const moved = await send('PATCH', url, { wallTime: '2026-03-20T09:00' }, { 'if-match': '"1"' })
    expect(moved.json()).toMatchObject({ id: first.id, revision: 2, dueAt: '2026-03-20T08:00:00.000Z' })
    expect(refusal(await send('PATCH', url, { note: 'x' }, { 'if-match': '"1"' }))).toEqual([
      412,
      'revision_mismatch',
    ])
    await runAt('2026-03-15T08:00:00.000Z')
    expect(await releaseCount()).toBe(0)
    const earlier = await send('PATCH', url, { timeZone: 'Asia/Tokyo' })
    expect(earlier.json()).toMatchObject({
      wallTime: '2026-03-20T09:00:00',
      dueAt: '2026-03-20T00:00:00.000Z',
    })
    await runAt('2026-03-20T00:00:00.000Z')
    expect(await statuses(project)).toEqual(['published'])
    await runAt('2026-03-20T08:00:00.000Z')
    expect(await releaseCount()).toBe(1)
  })

  it('is cancelled, and what it held is ready as before', async () => {
    const { get, outbox, readyProject, releaseCount, runAt, schedule, scheduled, schedules, send, statuses } =
      await createScheduleTest()
    const { project } = await readyProject('Home', 'About')
    const { id } = await scheduled(project.id)
    const url = `/projects/${project.id}/schedule`
    expect((await send('DELETE', url)).statusCode).toBe(204)
    expect(await statuses(project)).toEqual(['ready', 'ready'])
    expect((await get<Project>(`/projects/${project.id}`)).schedule).toBeNull()
    expect((await outbox()).map(({ topic }) => topic)).not.toContain('schedule')
    expect(refusal(await send('DELETE', url))).toEqual([409, 'not_scheduled'])
    expect(refusal(await send('PATCH', url, { note: 'x' }))).toEqual([409, 'not_scheduled'])
    expect(refusal(await send('GET', url))).toEqual([404, 'not_found'])
    await runAt(inMarchAt)
    expect(await releaseCount()).toBe(0)
    expect((await schedule(project.id, { ...inMarch, wallTime: '2026-03-11T09:00' })).statusCode).toBe(201)
    expect((await schedules()).map(({ state }) => state)).toEqual(['cancelled', 'pending'])
    expect((await schedules())[0]?.id).toBe(id)
  })

  it('needs that nothing is in the way, and no other schedule', async () => {
    const { desk, readyProject, schedule, scheduled, statuses } = await createScheduleTest()
    const empty = await desk.project('Nothing')
    expect(refusal(await schedule(empty.id))).toEqual([409, 'nothing_to_publish'])
    const { project: unready, items } = await desk.projectOf('Home', 'About')
    await desk.move(unready.id, items.slice(0, 1), 'in_review', 'ready')
    const blocked = await schedule(unready.id)
    expect(refusal(blocked)).toEqual([409, 'publish_blocked'])
    expect(blocked.json().blockers).toMatchObject([{ reason: 'not_ready', title: 'About' }])
    expect(await statuses(unready)).toEqual(['ready', 'draft'])
    const { project } = await readyProject('News')
    await scheduled(project.id)
    const again = await schedule(project.id)
    expect(refusal(again)).toEqual([409, 'already_scheduled'])
    expect(again.json().detail).toBe(
      'The project "Spring campaign" is scheduled for 2026-03-10, 09:00 (Europe/Berlin).',
    )
  })

  it('is for editors, is not made twice, and is of a revision that was seen', async () => {
    const { as, ben, people, readyProject, schedule, scheduled, schedules, send } = await createScheduleTest()
    const { project } = await readyProject('Home')
    const url = `/api/v1/projects/${project.id}/schedule`
    for (const person of [people.cleo, people.dora]) {
      const refused = await as(person).inject({ method: 'POST', url, payload: inMarch })
      expect(refusal(refused)).toEqual([403, 'forbidden'])
    }
    const stale = await send('POST', `/projects/${project.id}/schedule`, inMarch, { 'if-match': '"9"' })
    expect(refusal(stale)).toEqual([412, 'revision_mismatch'])
    const once = { method: 'POST', url, payload: inMarch, headers: { 'idempotency-key': 'once' } } as const
    const first = await ben.inject(once)
    expect((await ben.inject(once)).json()).toEqual(first.json())
    expect(await schedules()).toHaveLength(1)
    expect(refusal(await schedule(project.id, { ...inMarch, at: 'noon' }))).toEqual([400, 'invalid_request'])
    const { project: other } = await readyProject('About')
    const both = await Promise.all([schedule(other.id), schedule(other.id)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    await expect(scheduled(other.id)).rejects.toThrow('already_scheduled')
  })
})
