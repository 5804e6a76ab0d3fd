import type { ContentState, CreateSchedule, Id, Schedule } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { expectTrueReleases } from '../../../test/release-truth.ts'
import { createScheduleTest, inMarch, inMarchAt } from '../../../test/schedule-test.ts'
import { createSchedule } from './commands.ts'
import { followZoneRules } from './follow-zone-rules.ts'
import { versionDoor } from './version-door.ts'

const tooLate = '2026-03-11T08:00:00.001Z'
const when = 'scheduled for 2026-03-10, 09:00 (Europe/Berlin)'

/** A page with a version that is ready, in no project. */
async function setUp() {
  const test = await createScheduleTest()
  const { get, send, storage, people } = test
  const created = await send('POST', '/content', { type: 'page', language: 'en', title: 'Home' })
  const { content, version } = created.json()
  const contentId: Id = content.id
  const versionId: Id = version.id
  const makeReady = async (id: Id) => {
    for (const status of ['in_review', 'ready']) {
      await send('POST', `/content/${contentId}/versions/${id}/status`, { status })
    }
  }
  await makeReady(versionId)
  const at = `/content/${contentId}/versions/${versionId}`
  const url = `${at}/schedule`
  const scheduled = async (asked: CreateSchedule = inMarch): Promise<Schedule> => {
    const answer = await send('POST', url, asked)
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json()
  }
  const shown = async () => {
    const { versions } = await get<ContentState>(`/content/${contentId}`)
    const found = versions.find(({ id }) => id === versionId)
    return { status: found?.status, schedule: found?.schedule }
  }
  const overtake = async () => {
    const draft = await send('POST', `/content/${contentId}/versions`, { language: 'en' })
    const { id } = draft.json()
    await makeReady(id)
    expect((await send('POST', `/content/${contentId}/versions/${id}/publish`, {})).statusCode).toBe(200)
  }
  const told = async () => {
    await test.runJobs()
    await test.runJobs()
    const rows = await storage.read((tx) =>
      tx.selectFrom('notifications').selectAll().orderBy('id').execute(),
    )
    return rows.flatMap(({ kind, person_id, reason, excerpt, project_id, content_id, version_id }) =>
      kind.startsWith('schedule.') && person_id === people.ben.id && project_id === null
        ? [[kind, reason, excerpt, content_id === contentId && version_id === versionId]]
        : [],
    )
  }
  return { ...test, contentId, versionId, at, url, scheduled, shown, overtake, told, makeReady }
}

describe('the schedule of a version by itself', () => {
  it('holds it, and shows where it is read, live', async () => {
    const { contentId, get, people, scheduled, shown, storage, url, versionId } = await setUp()
    const made = await scheduled({ ...inMarch, note: 'Spring' })
    expect(made).toMatchObject({
      projectId: null,
      contentId,
      versionId,
      state: 'pending',
      dueAt: inMarchAt,
      note: 'Spring',
      scheduledBy: { id: people.ben.id },
    })
    expect(await shown()).toEqual({ status: 'scheduled', schedule: made })
    expect(await get(url)).toEqual(made)
    const last = (await eventsAfter(storage, `content:${contentId}`)).at(-1)?.event
    expect(last).toMatchObject({
      type: 'version.changed',
      versions: [{ id: versionId, status: 'scheduled', schedule: made }],
    })
  })

  it('is carried out when it is due, as a release without a project', async () => {
    const {
      contentId,
      get,
      people,
      releaseCount,
      runAt,
      runJobs,
      scheduled,
      schedules,
      shown,
      storage,
      url,
    } = await setUp()
    const { id } = await scheduled({ ...inMarch, note: 'Spring' })
    await runAt('2026-03-10T07:59:59.999Z')
    expect(await releaseCount()).toBe(0)
    await runAt(inMarchAt)
    await runJobs()
    expect(await shown()).toEqual({ status: 'published', schedule: null })
    expect(await schedules()).toEqual([{ id, state: 'done' }])
    expect(await get(`/content/${contentId}/releases`)).toMatchObject({
      data: [{ projectId: null, scheduleId: id, note: 'Spring', startedBy: { id: people.ben.id } }],
    })
    await expect(get(url)).rejects.toThrow('404')
    await expectTrueReleases(storage)
  })

  it('locks text, status and place until it is cancelled', async () => {
    const { at, contentId, desk, scheduled, send, shown, schedules, url, versionId } = await setUp()
    const { id } = await scheduled()
    const project = await desk.project('Spring')
    const items = [{ contentId, versionId }]
    const attempts = [
      await send('PATCH', at, { title: 'Other' }, { 'if-match': '*' }),
      await send('POST', `${at}/status`, { status: 'in_review' }),
      await send('POST', `${at}/rebase`, { onto: null, mode: 'keep' }),
      await send('POST', `/projects/${project.id}/items`, { items }),
    ]
    expect(attempts.map((one) => refusal(one)?.[1])).toEqual([
      'locked_by_schedule',
      'locked_by_schedule',
      expect.stringMatching(/^(locked_by_schedule|invalid_request)$/),
      'locked_by_schedule',
    ])
    expect(refusal(await send('POST', `${at}/publish`, {}))).toEqual([409, 'publish_blocked'])
    expect(refusal(await send('POST', url, inMarch))).toEqual([409, 'already_scheduled'])
    expect((await send('DELETE', url, undefined, { 'if-match': '"7"' })).statusCode).toBe(412)
    expect((await send('DELETE', url, undefined, { 'if-match': '"1"' })).statusCode).toBe(204)
    expect(await shown()).toEqual({ status: 'ready', schedule: null })
    expect(await schedules()).toEqual([{ id, state: 'cancelled' }])
    expect(refusal(await send('DELETE', url))).toEqual([409, 'not_scheduled'])
    expect((await send('POST', `/projects/${project.id}/items`, { items })).statusCode).toBe(201)
    expect(refusal(await send('POST', url, inMarch))).toEqual([409, 'publish_blocked'])
  })

  it('keeps it from coming back into a project that it was in', async () => {
    const { contentId, desk, scheduled, send, shown, versionId } = await setUp()
    const projects = [
      await desk.project('Taken out'),
      await desk.project('Deleted'),
      await desk.project('Archived'),
    ]
    const add = async (projectId: Id | undefined) => {
      const items = [{ contentId, versionId }]
      const added = await send('POST', `/projects/${projectId}/items`, { items })
      return added.json().data[0].id as Id
    }
    const [takenOut, deleted, archived] = projects.map(({ id }) => id)
    const itemId = await add(takenOut)
    await send('DELETE', `/projects/${takenOut}/items/${itemId}`)
    await add(deleted)
    await send('DELETE', `/projects/${deleted}`)
    await add(archived)
    await send('POST', `/projects/${archived}/archive`)
    await scheduled()
    const back = await send('POST', `/projects/${takenOut}/items/restore`, { itemIds: [itemId] })
    expect(refusal(back)).toEqual([409, 'locked_by_schedule'])
    for (const path of [`${deleted}/restore`, `${archived}/reactivate`]) {
      const reopened = await send('POST', `/projects/${path}`)
      expect(reopened.json().left).toMatchObject([{ contentId, reason: 'scheduled', project: null }])
    }
    expect(await shown()).toMatchObject({ status: 'scheduled', schedule: { state: 'pending' } })
  })

  it('is changed, and runs then, in the name of whoever changed it', async () => {
    const { as, people, runAt, scheduled, send, shown, storage, url } = await setUp()
    await scheduled()
    expect(refusal(await send('PATCH', url, { wallTime: '2026-03-29T02:30' }))).toEqual([400, 'time_skipped'])
    const payload = { wallTime: '2026-03-11T09:00' }
    const changed = await as(people.anna).inject({ method: 'PATCH', url: `/api/v1${url}`, payload })
    expect(changed.json()).toMatchObject({ revision: 2, dueAt: '2026-03-11T08:00:00.000Z' })
    expect((await shown()).schedule).toEqual(changed.json())
    await storage.write((tx) =>
      tx.updateTable('people').set({ deactivated_at: 1 }).where('id', '=', people.ben.id).execute(),
    )
    await runAt(inMarchAt)
    await runAt('2026-03-11T08:00:00.000Z')
    const { status } = await storage.read((tx) =>
      tx.selectFrom('versions').select('status').executeTakeFirstOrThrow(),
    )
    expect(status).toBe('published')
  })

  it('is for what is ready and in no project, by those who may publish', async () => {
    const { as, at, people, send, url, contentId, makeReady, schedules, scheduled, runAt } = await setUp()
    await send('POST', `${at}/status`, { status: 'in_review' })
    const blocked = await send('POST', url, inMarch)
    expect(refusal(blocked)).toEqual([409, 'publish_blocked'])
    expect(blocked.json().blockers).toMatchObject([{ reason: 'not_ready' }])
    await makeReady(at.split('/').at(-1) ?? '')
    const asReviewer = as(people.cleo)
    const denied = await asReviewer.inject({ method: 'POST', url: `/api/v1${url}`, payload: inMarch })
    expect(denied.statusCode).toBe(403)
    expect(
      refusal(await send('POST', url.replace(contentId, at.split('/').at(-1) ?? ''), inMarch))?.[0],
    ).toBe(404)
    expect(await schedules()).toEqual([])
    await scheduled()
    await runAt(inMarchAt)
    expect(refusal(await send('POST', url, { ...inMarch, wallTime: '2027-03-10T09:00' }))).toEqual([
      409,
      'nothing_to_publish',
    ])
  })

  it('is told at once when something comes in its way, and fails then without publishing', async () => {
    const { overtake, releaseCount, runAt, runJobs, scheduled, send, shown, told, url, at } = await setUp()
    const { id } = await scheduled()
    await overtake()
    await runJobs()
    expect((await shown()).schedule?.blockedAt).not.toBeNull()
    const why = 'Home: Version 2 was published since this one was begun'
    expect(await told()).toEqual([['schedule.blocked', 'scheduler', `${when}: ${why}`, true]])
    await runAt(inMarchAt)
    expect(await shown()).toMatchObject({ status: 'ready', schedule: { id, state: 'failed' } })
    expect(await releaseCount()).toBe(1)
    expect((await told()).map(([kind]) => kind)).toEqual(['schedule.blocked', 'schedule.failed'])
    expect((await send('POST', `${at}/status`, { status: 'in_review' })).statusCode).toBe(200)
    expect((await send('DELETE', url)).statusCode).toBe(204)
    expect(await shown()).toEqual({ status: 'in_review', schedule: null })
  })

  it('is late for up to a day, and missed after that, until a person runs or cancels it', async () => {
    const late = await setUp()
    await late.scheduled()
    await late.runAt('2026-03-11T08:00:00.000Z')
    expect(await late.told()).toEqual([['schedule.late', 'scheduler', when, true]])
    expect((await late.shown()).status).toBe('published')

    const { runAt, scheduled, send, shown, told, url } = await setUp()
    await scheduled()
    expect(refusal(await send('POST', `${url}/run`))).toEqual([409, 'schedule_not_missed'])
    await runAt(tooLate)
    expect(await shown()).toMatchObject({ status: 'scheduled', schedule: { state: 'missed' } })
    expect(await told()).toEqual([['schedule.missed', 'scheduler', when, true]])
    expect(refusal(await send('PATCH', url, { note: 'x' }))).toEqual([409, 'schedule_missed'])
    const ran = await send('POST', `${url}/run`)
    expect(ran.json()).toMatchObject({ state: 'done' })
    expect(await shown()).toEqual({ status: 'published', schedule: null })
  })

  it('has the rights that its person has by then', async () => {
    const { people, releaseCount, runAt, scheduled, shown, storage } = await setUp()
    await scheduled()
    await storage.write((tx) =>
      tx.updateTable('people').set({ role: 'reviewer' }).where('id', '=', people.ben.id).execute(),
    )
    await runAt(inMarchAt)
    expect(await shown()).toMatchObject({
      status: 'ready',
      schedule: { state: 'failed', failure: { code: 'forbidden' } },
    })
    expect(await releaseCount()).toBe(0)
  })

  it('follows new rules of its time zone', async () => {
    const { contentId, people, services, shown, versionId } = await setUp()
    const asked = { wallTime: '2026-03-30T09:00', timeZone: 'Europe/Berlin' }
    const old = {
      edition: '2001a',
      instantsOf: (wallTime: string) => ({
        kind: 'once' as const,
        at: Date.parse(`${wallTime}Z`) - 3_600_000,
      }),
    }
    await services.runner.run(
      { actor: { id: people.ben.id, kind: 'person' } },
      createSchedule(versionDoor(contentId, versionId), asked, old),
    )
    expect((await shown()).schedule?.dueAt).toBe('2026-03-30T08:00:00.000Z')
    await followZoneRules(services)
    expect((await shown()).schedule?.dueAt).toBe('2026-03-30T07:00:00.000Z')
  })
})
