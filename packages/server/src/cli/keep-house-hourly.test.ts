import type { Project } from '@copydesk/contract'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createScheduleTest } from '../../test/schedule-test.ts'
import { createSchedule } from '../projects/schedules/commands.ts'
import { projectDoor } from '../projects/schedules/project-door.ts'
import { keepHouseHourly, takeTurn } from './keep-house-hourly.ts'

it('a server that starts lets what is scheduled follow the rules of time zones that came with it', async () => {
  const { get, people, readyProject, services } = await createScheduleTest()
  const { project } = await readyProject('Home')
  const old = {
    edition: '2001a',
    instantsOf: (wallTime: string) => ({ kind: 'once' as const, at: Date.parse(`${wallTime}Z`) }),
  }
  const asked = { wallTime: '2026-03-30T09:00', timeZone: 'Europe/Berlin' }
  await services.runner.run(
    { actor: { id: people.ben.id, kind: 'person' } },
    createSchedule(projectDoor(project.id), asked, old),
  )
  const stop = keepHouseHourly(services, pino({ enabled: false }))
  await stop()
  expect((await get<Project>(`/projects/${project.id}`)).schedule?.dueAt).toBe('2026-03-30T07:00:00.000Z')
})

it('of several servers one keeps house each time, whichever comes first', async () => {
  const { storage, services } = await createScheduleTest()
  const now = services.now()
  const turns = (at: number, pauseMs: number) =>
    Promise.all([0, -500, 500].map((ms) => storage.write((tx) => takeTurn(tx, at + ms, pauseMs))))
  const taken = (all: boolean[]) => all.filter(Boolean).length
  expect(taken(await turns(now, 300_000))).toBe(1)
  expect(taken(await turns(now + 60_000, 300_000))).toBe(0)
  expect(taken(await turns(now + 3_600_000, 3_000_000))).toBe(1)
  expect(taken(await turns(now - 3_600_000, 3_000_000))).toBe(1)
})
