/**
 * Builds content and projects through the API in the name of one person, for tests of what happens to them
 * afterwards. Fails loudly when the API refuses.
 */
import type {
  AddItem,
  CreateContent,
  CreatedContent,
  Id,
  Project,
  ProjectItem,
  SettableStatus,
} from '@copydesk/contract'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Caller } from './test-app.ts'

export interface Desk {
  content(input?: Partial<CreateContent>): Promise<CreatedContent>
  project(name?: string): Promise<Project>
  /** A project with one new page per title. */
  projectOf(...titles: string[]): Promise<{ project: Project; items: ProjectItem[] }>
  add(projectId: Id, ...items: AddItem[]): Promise<ProjectItem[]>
  /** Moves all these items through these statuses, one after the other. */
  move(projectId: Id, items: readonly { id: Id }[], ...statuses: SettableStatus[]): Promise<ProjectItem[]>
  publish(projectId: Id, mode?: 'all' | 'ready'): Promise<void>
}

/** Sends one request and gives its JSON; throws unless it succeeded. */
export async function call<T>(caller: Caller, request: InjectOptions): Promise<T> {
  const answer = await caller.inject(request)
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`)
  return (answer.statusCode === 204 ? null : answer.json()) as T
}

export function createDesk(caller: Caller): Desk {
  const post = <T>(url: string, payload: object) =>
    call<T>(caller, { method: 'POST', url: `/api/v1${url}`, payload })
  const desk: Desk = {
    content: (input) => post('/content', { type: 'page', language: 'en', title: 'A page', ...input }),
    project: (name = 'Spring campaign') => post('/projects', { name }),
    projectOf: async (...titles) => {
      const project = await desk.project()
      const contents: CreatedContent[] = []
      // One after the other: lists are in the order in which content was made.
      for (const title of titles) contents.push(await desk.content({ title }))
      const items = await desk.add(project.id, ...contents.map(({ content }) => ({ contentId: content.id })))
      return { project, items }
    },
    add: async (projectId, ...items) =>
      (await post<{ data: ProjectItem[] }>(`/projects/${projectId}/items`, { items })).data,
    move: async (projectId, items, ...statuses) => {
      const itemIds = items.map((item) => item.id)
      let moved: ProjectItem[] = []
      for (const status of statuses) {
        const url = `/api/v1/projects/${projectId}/items`
        const answer = await call<{ data: ProjectItem[] }>(caller, {
          method: 'PATCH',
          url,
          payload: { itemIds, status },
        })
        moved = answer.data
      }
      return moved
    },
    publish: async (projectId, mode = 'all') => {
      await post(`/projects/${projectId}/publish`, { mode })
    },
  }
  return desk
}

/** Status and code of a refusal. */
export function refusal(answer: LightMyRequestResponse): [number, string] {
  return [answer.statusCode, answer.json().code]
}
