import type { Project } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createScheduleTest, inMarch, inMarchAt, type ScheduleTest } from '../../../test/schedule-test.ts'

/** What people were told of schedules, in the order of their names. */
async function told({ storage, people }: ScheduleTest): Promise<object[]> {
  const rows = await storage.read((tx) =>
    tx
      .selectFrom('notifications')
      .select(['person_id', 'kind', 'reason', 'excerpt'])
      .where('kind', 'in', ['schedule.late', 'schedule.missed', 'schedule.failed', 'schedule.blocked'])
      .orderBy('id')
      .execute(),
  )
  const nameOf = (id: string) => Object.entries(people).find(([, person]) => person.id === id)?.[0]
  return rows.map(({ person_id, kind, reason, excerpt }) => [nameOf(person_id), kind, reason, excerpt])
}

const when = 'scheduled for 2026-03-10, 09:00 (Europe/Berlin)'

/** Ben's project with an item of Cleo's, scheduled by Anna. */
async function setUp() {
  const test = await createScheduleTest()
  const { project, items } = await test.readyProject('Home')
  const { as, people, send } = test
  await send('PATCH', `/projects/${project.id}/items/${items[0]?.id}`, { assigneeId: people.cleo.id })
  const anna = as(people.anna)
  const url = `/api/v1/projects/${project.id}/schedule`
  expect((await anna.inject({ method: 'POST', url, payload: inMarch })).statusCode).toBe(201)
  const overtake = async () => {
    const contentId = items[0]?.contentId
    const draft = await send('POST', `/content/${contentId}/versions`, { language: 'en' })
    const at = `/content/${contentId}/versions/${draft.json().id}`
    for (const status of ['in_review', 'ready']) await send('POST', `${at}/status`, { status })
    expect((await send('POST', `${at}/publish`, {})).statusCode).toBe(200)
  }
  const blockedAt = async () => (await test.get<Project>(`/projects/${project.id}`)).schedule?.blockedAt
  return { ...test, project, overtake, blockedAt }
}

describe('of a schedule people are told', () => {
  it('nothing when it is carried out in time', async () => {
    const test = await setUp()
    await test.runAt(inMarchAt)
    expect(await told(test)).toEqual([])
  })

  it('that it was late, once that is more than a minute', async () => {
    const onTime = await setUp()
    await onTime.runAt('2026-03-10T08:01:00.000Z')
    expect(await told(onTime)).toEqual([])
    const late = await setUp()
    await late.runAt('2026-03-10T08:01:00.001Z')
    await late.runJobs()
    expect(await told(late)).toEqual(
      expect.arrayContaining([
        ['anna', 'schedule.late', 'scheduler', when],
        ['ben', 'schedule.late', 'owner', when],
      ]),
    )
  })

  it('that it was missed, with all who have to do with what it holds', async () => {
    const test = await setUp()
    await test.runAt('2026-03-12T08:00:00.000Z')
    await test.runJobs()
    const all = await told(test)
    expect(all).toHaveLength(3)
    expect(all).toEqual(
      expect.arrayContaining([
        ['anna', 'schedule.missed', 'scheduler', when],
        ['ben', 'schedule.missed', 'author', when],
        ['cleo', 'schedule.missed', 'assigned', when],
      ]),
    )
  })

  it('at once that something came in its way, that it is gone, and that it failed', async () => {
    const test = await setUp()
    await test.overtake()
    expect(await test.blockedAt()).toBeNull()
    await test.runJobs()
    expect(await test.blockedAt()).toBe('2026-03-02T09:00:01.000Z')
    await test.runJobs()
    const why = 'Home: Version 2 was published since this one was begun'
    expect(await told(test)).toEqual(
      expect.arrayContaining([
        ['anna', 'schedule.blocked', 'scheduler', `${when}: ${why}`],
        ['ben', 'schedule.blocked', 'owner', `${when}: ${why}`],
      ]),
    )
    await test.runAt(inMarchAt)
    await test.runJobs()
    const failed = (await told(test)).filter((row) => Array.isArray(row) && row[1] === 'schedule.failed')
    expect(failed).toHaveLength(3)
    expect(failed).toContainEqual([
      'anna',
      'schedule.failed',
      'scheduler',
      `${when}: Changed since: version 2 of "Home" was published.`,
    ])
  })

  it('that whoever scheduled may not publish any more, until they may again', async () => {
    const test = await setUp()
    const { blockedAt, people, runJobs } = test
    const change = (role: string) =>
      test.as(people.anna).inject({
        method: 'PATCH',
        url: `/api/v1/people/${people.ben.id}`,
        payload: { role },
      })
    await test.send('PATCH', `/projects/${test.project.id}/schedule`, { note: 'Mine now' })
    expect((await change('reviewer')).statusCode).toBe(200)
    await runJobs()
    expect(await blockedAt()).not.toBeNull()
    expect((await change('editor')).statusCode).toBe(200)
    await runJobs()
    expect(await blockedAt()).toBeNull()
  })
})
