/** The start of every test about content and projects: their routes, an editor at the desk, and short ways to ask. */
import type { ItemsState, Project, Snapshot } from '@copydesk/contract'
import type { LightMyRequestResponse } from 'fastify'
import { commentRoutes } from '../src/comments/routes.ts'
import { contentRoutes } from '../src/content/routes/content.ts'
import type { Routes } from '../src/http/app.ts'
import { importRoutes } from '../src/import/routes.ts'
import { groupRoutes } from '../src/people/groups/routes.ts'
import { activityRoutes } from '../src/projects/activity/routes.ts'
import { awaitingRoutes } from '../src/projects/awaiting/routes.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { memberRoutes } from '../src/projects/members/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import { reviewRoutes } from '../src/projects/review/routes.ts'
import { scheduleRoutes } from '../src/projects/schedules/routes.ts'
import { taskRoutes } from '../src/projects/tasks/routes.ts'
import { searchRoutes } from '../src/search/routes.ts'
import { trashRoutes } from '../src/trash/routes.ts'
import { call, createDesk, type Desk } from './desk.ts'
import { type Caller, createTestApp, type TestApp, type TestAppOptions } from './test-app.ts'

export interface DeskTest extends TestApp {
  /** An editor; whatever is not asked in another's name is asked in theirs. */
  ben: Caller
  desk: Desk
  /** JSON of a path below `/api/v1`; throws unless it is there. */
  get<T>(path: string): Promise<T>
  /** Any answer, refusals included. */
  send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  itemsOf(project: Project): Promise<Snapshot<ItemsState>>
  /** What is waiting in the outbox, oldest first. */
  outbox(): Promise<{ topic: string; payload: unknown }[]>
}

/** `more` are routes beside those of the desk. */
export async function createDeskTest(
  more: Routes[] = [],
  options: Pick<TestAppOptions, 'mailer' | 'rootRoutes' | 'settings'> = {},
): Promise<DeskTest> {
  const test = await createTestApp({
    ...options,
    routes: [
      contentRoutes,
      projectRoutes,
      itemRoutes,
      taskRoutes,
      awaitingRoutes,
      releaseRoutes,
      scheduleRoutes,
      reviewRoutes,
      activityRoutes,
      commentRoutes,
      searchRoutes,
      trashRoutes,
      importRoutes,
      groupRoutes,
      memberRoutes,
      ...more,
    ],
  })
  const ben = test.as(test.people.ben)
  const get = <T>(path: string) => call<T>(ben, { method: 'GET', url: `/api/v1${path}` })
  return {
    ...test,
    ben,
    desk: createDesk(ben),
    get,
    send: (method, path, payload, headers = {}) =>
      ben.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) }),
    itemsOf: (project) => get(`/projects/${project.id}/items`),
    outbox: async () => {
      const rows = await test.storage.read((tx) =>
        tx.selectFrom('outbox').select(['topic', 'payload']).orderBy('id').execute(),
      )
      return rows.map(({ topic, payload }) => ({ topic, payload: JSON.parse(payload) }))
    },
  }
}

/** An id that nothing has. */
export const unknownId = '01890a5d-ac96-774b-bcce-b302099a8057'
