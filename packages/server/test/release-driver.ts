/**
 * Somebody who releases over HTTP without pause until the server is gone: everything, what is ready, take-downs,
 * versions by themselves, projects and versions by schedule, and releases taken back. The note of a release says how
 * many items it has to have.
 */
import { randomUUID } from 'node:crypto'
import type {
  CreatedContent,
  Id,
  Position,
  Project,
  ProjectItem,
  PublishResult,
  Release,
  RevertResult,
  Version,
  VersionSummary,
} from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'

/** A command that was sent and not answered: whether it was carried out, its sender does not know. */
export interface Unanswered {
  method: string
  path: string
  body: unknown
  key: string
}

export interface ReleaseDriverOptions {
  caller: ApiCaller
  /** Released by projects, several at once. */
  contentIds: readonly Id[]
  /** Released by themselves: a project would take their drafts up. */
  aloneIds: readonly Id[]
  random: () => number
  /** By the clock of the server. */
  now: () => number
  /** Of each project that was made to be released, before it is. */
  onProject: (projectId: Id, position: Position) => void
  onAcknowledged: (releaseId: Id) => void
}

class Refused extends Error {}
class ServerGone extends Error {}

/** Resolves when the server is gone, with what it left unanswered. */
export async function driveReleases(options: ReleaseDriverOptions): Promise<Unanswered | undefined> {
  const { caller, contentIds, aloneIds, random, now, onProject, onAcknowledged } = options
  let unanswered: Unanswered | undefined
  const below = (limit: number) => Math.floor(random() * limit)

  async function send<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const key = randomUUID()
    const isCommand = method !== 'GET'
    let answer: Response
    let text: string
    try {
      answer = await caller.send(method, path, body, isCommand ? { 'idempotency-key': key } : {})
      text = await answer.text()
    } catch (error) {
      if (isCommand) unanswered = { method, path, body, key }
      throw new ServerGone(path, { cause: error })
    }
    if (answer.ok) return JSON.parse(text) as Body
    if (answer.status < 500) throw new Refused(`${method} ${path}: ${answer.status} ${text}`)
    throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  }
  const post = <Body>(path: string, body: unknown = {}) => send<Body>('POST', path, body)

  /** Some of them, at least one. */
  function some<T>(list: readonly T[]): T[] {
    const found = list.filter(() => random() < 0.5)
    return found.length > 0 ? found : list.slice(0, 1)
  }

  async function follow(projectId: Id): Promise<void> {
    const { position } = await send<{ position: Position }>('GET', `/projects/${projectId}`)
    onProject(projectId, position)
  }

  async function projectOf(ids: readonly Id[], action: 'publish' | 'unpublish' = 'publish') {
    const { id } = await post<Project>('/projects', { name: 'Release' })
    await follow(id)
    const items = ids.map((contentId) => ({ contentId, action }))
    const { data } = await post<{ data: ProjectItem[] }>(`/projects/${id}/items`, { items })
    return { id, items: data }
  }

  async function moveToReady(projectId: Id, items: readonly ProjectItem[]): Promise<void> {
    const itemIds = items.map(({ id }) => id)
    for (const status of ['in_review', 'ready']) {
      await send('PATCH', `/projects/${projectId}/items`, { itemIds, status })
    }
  }

  async function releaseAll(projectId: Id, count: number, mode: 'all' | 'ready' = 'all'): Promise<Release> {
    const body = { mode, replace: true, note: String(count) }
    return (await post<PublishResult>(`/projects/${projectId}/publish`, body)).release
  }

  async function readyVersion(): Promise<string> {
    const contentId = aloneIds[below(aloneIds.length)] ?? ''
    const { id } = await post<Version>(`/content/${contentId}/versions`, { language: 'en' })
    const path = `/content/${contentId}/versions/${id}`
    for (const status of ['in_review', 'ready']) await post(`${path}/status`, { status })
    return path
  }

  /** Soon, so that it comes due in the life of this server, when that is killed, or while none is there. */
  function soon(note: string) {
    const wallTime = new Date(now() + 50 + below(400)).toISOString().slice(0, -1)
    return { wallTime, timeZone: 'UTC', note }
  }

  async function isLive(contentId: Id): Promise<boolean> {
    const { versions } = await send<{ versions: VersionSummary[] }>('GET', `/content/${contentId}`)
    return versions.some(({ status }) => status === 'published')
  }

  const done: Id[] = []
  const kinds: (() => Promise<Release | undefined>)[] = [
    async function everything() {
      const { id, items } = await projectOf(some(contentIds))
      await moveToReady(id, items)
      return releaseAll(id, items.length)
    },
    async function whatIsReady() {
      const { id, items } = await projectOf(some(contentIds))
      const ready = some(items)
      await moveToReady(id, ready)
      return releaseAll(id, ready.length, 'ready')
    },
    async function takeDowns() {
      const live: Id[] = []
      for (const contentId of some([...contentIds, ...aloneIds]))
        if (await isLive(contentId)) live.push(contentId)
      if (live.length === 0) return undefined
      const { id, items } = await projectOf(live, 'unpublish')
      await moveToReady(id, items)
      return releaseAll(id, items.length)
    },
    async function byItself() {
      const path = await readyVersion()
      return (await post<{ release: Release }>(`${path}/publish`, { note: '1' })).release
    },
    async function projectBySchedule() {
      const { id, items } = await projectOf(some(contentIds))
      await moveToReady(id, items)
      await post(`/projects/${id}/schedule`, soon(String(items.length)))
      return undefined
    },
    async function versionBySchedule() {
      await post(`${await readyVersion()}/schedule`, soon('1'))
      return undefined
    },
    async function takenBack() {
      const releaseId = done[below(done.length)]
      if (releaseId === undefined) return undefined
      const { project } = await post<RevertResult>(`/releases/${releaseId}/revert`)
      await follow(project.id)
      const { data } = await send<{ data: ProjectItem[] }>('GET', `/projects/${project.id}/items`)
      return releaseAll(project.id, data.length)
    },
  ]
  while (true) {
    try {
      const release = await kinds[below(kinds.length)]?.()
      if (release === undefined) continue
      done.push(release.id)
      onAcknowledged(release.id)
    } catch (error) {
      if (error instanceof ServerGone) return unanswered
      // Somebody else was faster: what was to be taken down is down, or there is nothing left to take back.
      if (!(error instanceof Refused)) throw error
    }
  }
}

/** New pages to release. */
export async function createContents(caller: ApiCaller, count: number): Promise<Id[]> {
  const ids: Id[] = []
  while (ids.length < count) {
    const body = { type: 'page', language: 'en', title: 'A page' }
    ids.push((await caller.post<CreatedContent>('/content', body)).content.id)
  }
  return ids
}
