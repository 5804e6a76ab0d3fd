import type { CreateSchedule, Project } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { eventsAfter } from '../../../test/journaled.ts'
import { createScheduleTest } from '../../../test/schedule-test.ts'
import { createSchedule } from './commands.ts'
import { followZoneRules } from './follow-zone-rules.ts'
import { projectDoor } from './project-door.ts'
import { systemZoneRules, type ZoneRules } from './wall-time.ts'

const hour = 3_600_000

/** The rules of a world whose clocks are as far ahead of UTC all the year round. */
function fixedRules(edition: string, hoursAhead: number): ZoneRules {
  return {
    edition,
    instantsOf: (wallTime) => ({ kind: 'once', at: Date.parse(`${wallTime}Z`) - hoursAhead * hour }),
  }
}

/** A ready project that was scheduled by a server of long ago; the one that runs has the rules of today. */
async function setUp(wallTime: string, hoursAhead: number, more: Partial<CreateSchedule> = {}) {
  const test = await createScheduleTest()
  const { get, people, readyProject, services, storage } = test
  const { project } = await readyProject('Home')
  const asked = { wallTime, timeZone: 'Europe/Berlin', ...more }
  await services.runner.run(
    { actor: { id: people.ben.id, kind: 'person' } },
    createSchedule(projectDoor(project.id), asked, fixedRules('2001a', hoursAhead)),
  )
  const shown = async () => (await get<Project>(`/projects/${project.id}`)).schedule
  const follow = (rules?: ZoneRules) => followZoneRules(services, rules)
  const dueWork = async () => {
    const rows = await storage.read((tx) =>
      tx.selectFrom('outbox').select('due_at').where('topic', '=', 'schedule').execute(),
    )
    return rows.map(({ due_at }) => new Date(due_at).toISOString())
  }
  const changes = async () => {
    const all = await eventsAfter(storage, `project:${project.id}`)
    return all.filter(({ event }) => event.type === 'schedule.changed').slice(1)
  }
  const told = async () => {
    await test.runJobs()
    await test.runJobs()
    const rows = await storage.read((tx) =>
      tx.selectFrom('notifications').select(['kind', 'reason', 'excerpt']).orderBy('id').execute(),
    )
    return rows.flatMap(({ kind, reason, excerpt }) =>
      kind.startsWith('schedule.') ? [[kind, reason, excerpt]] : [],
    )
  }
  return { ...test, project, shown, follow, dueWork, changes, told }
}

describe('a schedule whose zone has other rules by now', () => {
  it('goes out when the clocks show its time, and everybody sees when that is; nobody has to be told', async () => {
    const { changes, dueWork, follow, project, releaseCount, runAt, shown, statuses, told } = await setUp(
      '2026-03-30T09:00',
      1,
    )
    expect(await dueWork()).toEqual(['2026-03-30T08:00:00.000Z'])
    await follow()
    const moved = await shown()
    expect(moved).toMatchObject({
      revision: 2,
      state: 'pending',
      wallTime: '2026-03-30T09:00:00',
      dueAt: '2026-03-30T07:00:00.000Z',
    })
    expect(await dueWork()).toEqual(['2026-03-30T07:00:00.000Z'])
    expect(await changes()).toMatchObject([
      { event: { actor: { kind: 'system' }, schedule: moved, project: { schedule: moved }, items: [] } },
    ])
    await runAt('2026-03-30T06:59:59.999Z')
    expect(await releaseCount()).toBe(0)
    await runAt('2026-03-30T07:00:00.000Z')
    expect(await statuses(project)).toEqual(['published'])
    expect(await told()).toEqual([])
  })

  it('does not go out by the old ones, where it is due by them before anybody looked', async () => {
    const { dueWork, project, releaseCount, runAt, shown, statuses } = await setUp('2026-03-10T09:00', 3)
    await runAt('2026-03-10T06:00:00.000Z')
    expect(await releaseCount()).toBe(0)
    expect(await shown()).toMatchObject({ state: 'pending', dueAt: '2026-03-10T08:00:00.000Z' })
    expect(await dueWork()).toEqual(['2026-03-10T08:00:00.000Z'])
    await runAt('2026-03-10T08:00:00.000Z')
    expect(await statuses(project)).toEqual(['published'])
  })

  it('does not fail by the old ones either', async () => {
    const { people, runAt, shown, storage } = await setUp('2026-03-10T09:00', 3)
    const as = (role: 'reviewer' | 'editor') =>
      storage.write((tx) => tx.updateTable('people').set({ role }).where('id', '=', people.ben.id).execute())
    await as('reviewer')
    await runAt('2026-03-10T06:00:00.000Z')
    expect(await shown()).toMatchObject({ state: 'pending', dueAt: '2026-03-10T08:00:00.000Z' })
    await as('editor')
    await runAt('2026-03-10T08:00:00.000Z')
    expect(await shown()).toBeNull()
  })

  it('goes out at the time that is shown instead, where they skip its own, and people are told', async () => {
    const { dueWork, follow, shown, told, send, project } = await setUp('2026-03-29T02:30', 1)
    await follow()
    expect(await shown()).toMatchObject({
      wallTime: '2026-03-29T03:30:00',
      occurrence: null,
      dueAt: '2026-03-29T01:30:00.000Z',
    })
    expect(await dueWork()).toEqual(['2026-03-29T01:30:00.000Z'])
    const why = 'The clocks there are set forward past that by new rules, so it goes out at 2026-03-29, 03:30'
    expect(await told()).toEqual([
      ['schedule.moved', 'scheduler', `scheduled for 2026-03-29, 02:30 (Europe/Berlin): ${why}`],
    ])
    const changed = await send('PATCH', `/projects/${project.id}/schedule`, { timeZone: 'Europe/Berlin' })
    expect(changed.json()).toMatchObject({ dueAt: '2026-03-29T01:30:00.000Z' })
  })

  it('goes out the first time, where they show its own twice, and people are told', async () => {
    const { follow, shown, told } = await setUp('2026-10-25T02:30', 1)
    await follow()
    expect(await shown()).toMatchObject({
      wallTime: '2026-10-25T02:30:00',
      occurrence: 'earlier',
      dueAt: '2026-10-25T00:30:00.000Z',
    })
    const why = 'The clocks there show that twice by new rules, so it goes out the first time'
    expect(await told()).toEqual([
      ['schedule.moved', 'scheduler', `scheduled for 2026-10-25, 02:30 (Europe/Berlin): ${why}`],
    ])
  })

  it('goes out at once where it has passed by them, and people are told that it is late', async () => {
    const { advance, follow, project, services, statuses, told } = await setUp('2026-03-10T09:00', -3)
    advance(Date.parse('2026-03-10T09:30:00.000Z') - services.now())
    await follow()
    const when = 'scheduled for 2026-03-10, 09:00 (Europe/Berlin)'
    expect(await told()).toEqual([
      ['schedule.moved', 'scheduler', `${when}: By new rules of the time zone that has passed`],
      ['schedule.late', 'scheduler', when],
    ])
    expect(await statuses(project)).toEqual(['published'])
  })

  it('is missed where it passed more than a day ago by them', async () => {
    const { advance, follow, project, services, shown, statuses, told } = await setUp('2026-03-10T09:00', -48)
    advance(Date.parse('2026-03-11T08:00:00.001Z') - services.now())
    await follow()
    const kinds = (await told()).map(([kind]) => kind)
    expect(kinds).toEqual(['schedule.moved', 'schedule.missed'])
    expect(await shown()).toMatchObject({ state: 'missed' })
    expect(await statuses(project)).toEqual(['scheduled'])
  })

  it('stays as it is, and as it was seen, where they say the same', async () => {
    const { changes, dueWork, follow, releaseCount, runAt, shown } = await setUp('2026-03-10T09:00', 1)
    const before = await shown()
    await follow()
    expect(await shown()).toEqual(before)
    expect(await changes()).toEqual([])
    expect(await dueWork()).toEqual(['2026-03-10T08:00:00.000Z'])
    await runAt('2026-03-10T08:00:00.000Z')
    expect(await releaseCount()).toBe(1)
  })

  it('is moved once, however many nodes look at once, and not back by one whose rules are older', async () => {
    const { changes, follow, shown } = await setUp('2026-07-10T09:00', 1)
    await Promise.all([follow(), follow(), follow()])
    await follow(fixedRules('2002b', 5))
    expect(await shown()).toMatchObject({ revision: 2, dueAt: '2026-07-10T07:00:00.000Z' })
    expect(await changes()).toHaveLength(1)
    await follow(fixedRules('9999z', 5))
    expect(await shown()).toMatchObject({ revision: 3, dueAt: '2026-07-10T04:00:00.000Z' })
  })

  it('is left alone once it was cancelled, was missed or failed', async () => {
    const { follow, project, runAt, send, shown } = await setUp('2026-03-10T09:00', 1)
    await runAt('2026-03-12T09:00:00.000Z')
    const missed = await shown()
    expect(missed).toMatchObject({ state: 'missed' })
    await follow(fixedRules('9999z', 5))
    expect(await shown()).toEqual(missed)
    expect((await send('DELETE', `/projects/${project.id}/schedule`)).statusCode).toBe(204)
    await follow(fixedRules('9999z', 5))
    expect(await shown()).toBeNull()
  })

  it('does not keep the others back where something goes wrong with it', async () => {
    const { follow, readyProject, scheduled, get } = await setUp('2026-07-10T09:00', 1)
    const { project: other } = await readyProject('About')
    await scheduled(other.id, { wallTime: '2026-08-10T09:00', timeZone: 'Asia/Tokyo' })
    const broken: ZoneRules = {
      edition: '9999z',
      instantsOf: (wallTime, zone) => {
        if (zone === 'Europe/Berlin') throw new RangeError('No such zone')
        return systemZoneRules.instantsOf(wallTime.replace('T09', 'T10'), zone)
      },
    }
    await expect(follow(broken)).rejects.toThrow('do not follow')
    expect((await get<Project>(`/projects/${other.id}`)).schedule?.dueAt).toBe('2026-08-10T01:00:00.000Z')
  })
})
