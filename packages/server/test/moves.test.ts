/**
 * Every status, command and role against the state machine of versions and items, written down here once more as it was
 * agreed on: what is not in it does not exist. On both databases.
 */
import {
  type Id,
  type ProjectItem,
  type Role,
  roles,
  type Status,
  statuses,
  type VersionSummary,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { lockRows } from '../src/storage/lock.ts'
import { createDeskTest, type DeskTest } from './desk-test.ts'

/** By whom at least, and what comes of it; `by` of the refusals is who gets that far. */
interface Move {
  by: Role
  to: Status
}

const power: Record<Role, number> = { viewer: 0, reviewer: 1, editor: 2, admin: 3 }

type SetStatus = 'in_review' | 'draft' | 'ready' | 'rejected'

/** RIGHTS: send and take back: editor; approve, reject, reopen: reviewer. */
const moves: Record<SetStatus, Partial<Record<Status, Role>>> = {
  in_review: { draft: 'editor', rejected: 'editor', ready: 'reviewer' },
  draft: { in_review: 'editor', rejected: 'editor' },
  ready: { in_review: 'reviewer' },
  rejected: { in_review: 'reviewer' },
}

const editing: Partial<Record<Status, Move>> = {
  draft: { by: 'editor', to: 'draft' },
  in_review: { by: 'editor', to: 'in_review' },
  rejected: { by: 'editor', to: 'draft' },
}

const wasLive = (status: Status) => status === 'published' || status === 'previously_published'

/** How the version, or what is live, is reached. */
const places = ['alone', 'in a project', 'taken down'] as const
type Place = (typeof places)[number]

interface Subject {
  place: Place
  contentId: Id
  versionId: Id
  projectId: Id | null
  itemId: Id | null
}

async function subjectAt(test: DeskTest, place: Place, status: Status): Promise<Subject> {
  const { desk } = test
  const { content, version } = await desk.content({ title: 'Home' })
  const subject = { place, contentId: content.id, versionId: version.id, projectId: null, itemId: null }
  if (place === 'alone') return put(test, subject, status)
  if (place === 'taken down') await put(test, { ...subject, place: 'alone' }, 'published')
  const project = await desk.project()
  const action = place === 'taken down' ? 'unpublish' : 'publish'
  const [item] = (await desk.add(project.id, { contentId: content.id, action })) as [ProjectItem]
  return put(test, { ...subject, projectId: project.id, itemId: item.id }, status)
}

/** In the tables: commands lead to not every status, nor back. What is taken down is live until that is done. */
async function put({ storage }: DeskTest, subject: Subject, status: Status): Promise<Subject> {
  const { place, contentId, versionId, projectId, itemId } = subject
  const isTakedown = place === 'taken down'
  await storage.write(async (tx) => {
    await lockRows(tx, 'projects', projectId === null ? [] : [projectId])
    await lockRows(tx, 'content_items', [contentId])
    const ofVersion = isTakedown ? (wasLive(status) ? 'previously_published' : 'published') : status
    await tx.updateTable('versions').set({ status: ofVersion }).where('id', '=', versionId).execute()
    if (isTakedown && itemId !== null) {
      await tx.updateTable('project_items').set({ review_status: status }).where('id', '=', itemId).execute()
    }
  })
  return subject
}

async function statusOf(
  { get }: DeskTest,
  { contentId, versionId, projectId, itemId }: Subject,
): Promise<Status> {
  if (projectId === null)
    return (await get<VersionSummary>(`/content/${contentId}/versions/${versionId}`)).status
  const { data } = await get<{ data: ProjectItem[] }>(`/projects/${projectId}/items`)
  return data.find(({ id }) => id === itemId)?.status ?? 'draft'
}

type Expected =
  | Status
  | 'forbidden'
  | 'invalid_status_move'
  | 'locked_by_schedule'
  | 'version_not_editable'
  | 'publish_blocked'
  | 'nothing_to_publish'

interface Tried {
  name: string
  at: readonly Place[]
  expected: (status: Status, role: Role, place: Place) => Expected
  request: (subject: Subject) => {
    method: 'POST' | 'PATCH'
    url: string
    payload: object
    headers?: { 'if-match': string }
  }
}

const versionUrl = ({ contentId, versionId }: Subject) => `/api/v1/content/${contentId}/versions/${versionId}`
const allows = (role: Role, least: Role) => power[role] >= power[least]

function afterMove(to: SetStatus, status: Status, role: Role): Expected {
  if (!allows(role, 'reviewer')) return 'forbidden'
  if (status === to) return status
  const least = moves[to][status]
  if (status === 'scheduled') return 'locked_by_schedule'
  if (least === undefined) return 'invalid_status_move'
  return allows(role, least) ? to : 'forbidden'
}

const commands: readonly Tried[] = [
  ...(Object.keys(moves) as SetStatus[]).flatMap((status): Tried[] => [
    {
      name: `move the version to ${status}`,
      at: ['alone', 'in a project'],
      expected: (from, role) => afterMove(status, from, role),
      request: (subject) => ({ method: 'POST', url: `${versionUrl(subject)}/status`, payload: { status } }),
    },
    {
      name: `move the item to ${status}`,
      at: ['in a project', 'taken down'],
      expected: (from, role) => afterMove(status, from, role),
      request: ({ projectId, itemId }) => ({
        method: 'PATCH',
        url: `/api/v1/projects/${projectId}/items`,
        payload: { status, itemIds: [itemId] },
      }),
    },
  ]),
  {
    name: 'edit the text',
    at: ['alone', 'in a project'],
    expected: (status, role) => {
      const move = editing[status]
      if (!allows(role, 'editor')) return 'forbidden'
      if (status === 'scheduled') return 'locked_by_schedule'
      return move === undefined ? 'version_not_editable' : move.to
    },
    request: (subject) => ({
      method: 'PATCH',
      url: versionUrl(subject),
      payload: { body: `Text ${uniqueNumber()}` },
      headers: { 'if-match': '*' },
    }),
  },
  {
    name: 'publish the version by itself',
    at: ['alone', 'in a project'],
    expected: (status, role, place) => {
      if (!allows(role, 'editor')) return 'forbidden'
      if (wasLive(status)) return 'nothing_to_publish'
      return status === 'ready' && place === 'alone' ? 'published' : 'publish_blocked'
    },
    request: (subject) => ({ method: 'POST', url: `${versionUrl(subject)}/publish`, payload: {} }),
  },
  ...(['all', 'ready'] as const).map(
    (mode): Tried => ({
      name: `publish the project, ${mode}`,
      at: ['in a project', 'taken down'],
      expected: (status, role, place) => {
        if (!allows(role, 'editor')) return 'forbidden'
        if (status === 'ready') return place === 'taken down' ? 'previously_published' : 'published'
        // What a schedule holds is nobody else's to publish.
        if (status === 'scheduled') return 'publish_blocked'
        return wasLive(status) || mode === 'ready' ? 'nothing_to_publish' : 'publish_blocked'
      },
      request: ({ projectId }) => ({
        method: 'POST',
        url: `/api/v1/projects/${projectId}/publish`,
        payload: { mode },
      }),
    }),
  ),
]

let count = 0
function uniqueNumber(): number {
  count += 1
  return count
}

const who: Record<Role, 'anna' | 'ben' | 'cleo' | 'dora'> = {
  admin: 'anna',
  editor: 'ben',
  reviewer: 'cleo',
  viewer: 'dora',
}

describe('the state machine of versions and items', () => {
  it.each(places)('is all that happens, whoever tries (%s)', async (place) => {
    const test = await createDeskTest()
    for (const status of statuses) {
      // What is to be taken down is live until that is done.
      if (place === 'taken down' && status === 'published') continue
      const subject = await subjectAt(test, place, status)
      for (const command of commands.filter(({ at }) => at.includes(place))) {
        for (const role of roles) {
          const answer = await test.as(test.people[who[role]]).inject(command.request(subject))
          const isDone = answer.statusCode < 300
          const now = isDone ? await statusOf(test, subject) : status
          const label = `${role}, ${status}: ${command.name}`
          const outcome = `${label}: ${isDone ? now : answer.json().code}`
          expect(outcome).toBe(`${label}: ${command.expected(status, role, place)}`)
          if (now !== status) await put(test, subject, status)
        }
        expect(`${command.name}, then ${await statusOf(test, subject)}`).toBe(
          `${command.name}, then ${status}`,
        )
      }
    }
  })
})
