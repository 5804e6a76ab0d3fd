/** The start of every test about schedules: a project that is ready, and short ways to schedule it and let time pass. */
import type { CreateSchedule, Id, Project, ProjectItem, Schedule } from '@copydesk/contract'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { Routes } from '../src/http/app.ts'
import { createDeskTest, type DeskTest } from './desk-test.ts'

/** In a week and a day of the tests' clock, which begins on 2 March 2026. */
export const inMarch: CreateSchedule = { wallTime: '2026-03-10T09:00', timeZone: 'Europe/Berlin' }
export const inMarchAt = '2026-03-10T08:00:00.000Z'

export interface ScheduleTest extends DeskTest {
  /** A project with one new page per title, each of them ready. */
  readyProject(...titles: string[]): Promise<{ project: Project; items: ProjectItem[] }>
  schedule(projectId: Id, asked?: object): Promise<LightMyRequestResponse>
  /** Schedules and gives the schedule; fails unless it is taken. */
  scheduled(projectId: Id, asked?: CreateSchedule): Promise<Schedule>
  statuses(project: Project): Promise<string[]>
  /** Lets the clock stand at an instant, and carries out what is due. */
  runAt(at: string): Promise<void>
  schedules(): Promise<Pick<Schedule, 'id' | 'state'>[]>
  releaseCount(): Promise<number>
}

/** `more` are routes beside those of the desk. */
export async function createScheduleTest(more: Routes[] = []): Promise<ScheduleTest> {
  const test = await createDeskTest(more)
  const { advance, desk, itemsOf, runJobs, send, services, storage } = test
  const schedule = (projectId: Id, asked: object = inMarch) =>
    send('POST', `/projects/${projectId}/schedule`, asked)
  return {
    ...test,
    readyProject: async (...titles) => {
      const { project, items } = await desk.projectOf(...titles)
      return { project, items: await desk.move(project.id, items, 'in_review', 'ready') }
    },
    schedule,
    scheduled: async (projectId, asked) => {
      const answer = await schedule(projectId, asked)
      expect(answer.statusCode, answer.body).toBe(201)
      return answer.json()
    },
    statuses: async (project) => (await itemsOf(project)).data.map(({ status }) => status),
    runAt: async (at) => {
      // A second passes in `runJobs`.
      advance(Date.parse(at) - services.now() - 1000)
      await runJobs()
    },
    schedules: () =>
      storage.read((tx) => tx.selectFrom('schedules').select(['id', 'state']).orderBy('id').execute()),
    releaseCount: () =>
      storage.read(async (tx) => (await tx.selectFrom('releases').select('id').execute()).length),
  }
}
