/**
 * Whatever is done in private projects and outside of them: the channel of an item says something exactly when something
 * changed that somebody sees who is in no private project. More would tell them when others work, less would leave their
 * screens behind.
 */
import { type ContentState, channels, type Id } from '@copydesk/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Command } from '../src/command/command.ts'
import { Refusal } from '../src/command/refusal.ts'
import { readTextComments } from '../src/comments/queries.ts'
import { readContent } from '../src/content/queries.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { removeItems } from '../src/projects/items/commands/remove-items.ts'
import { restoreItems } from '../src/projects/items/commands/restore-items.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { setMember } from '../src/projects/members/commands.ts'
import { archiveProject, reactivateProject } from '../src/projects/project/archive.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { deleteProject, restoreProject } from '../src/projects/project/deletion.ts'
import { publish } from '../src/projects/releases/publish.ts'
import type { Tx } from '../src/storage/storage.ts'
import { carryOut } from './carry-out-step.ts'
import { unknownId } from './desk-test.ts'
import { eventsAfter } from './journaled.ts'
import { opening, steps } from './project-steps.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'

const outsider = { id: unknownId, role: 'editor' } as const

interface Seen {
  content: ContentState | string
  threads: unknown[]
}

async function orRefusal<T extends { position: object }>(
  read: Promise<T>,
): Promise<Omit<T, 'position'> | string> {
  try {
    const { position: _, ...state } = await read
    return state
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** All content as the outsider sees it. */
async function look({ storage }: PropertyDesk): Promise<Map<Id, Seen>> {
  return storage.read(async (tx: Tx) => {
    const rows = await tx.selectFrom('content_items').select('id').execute()
    const seen = new Map<Id, Seen>()
    for (const { id } of rows) {
      const content = (await orRefusal(readContent(tx, outsider, id))) as ContentState | string
      const threads: unknown[] = []
      for (const language of ['en', 'sv']) {
        const text = { contentId: id, language, cursor: undefined, limit: 200 }
        const { isClosed: _, ...comments } = Object(await orRefusal(readTextComments(tx, outsider, text)))
        threads.push(comments)
      }
      seen.set(id, { content, threads })
    }
    return seen
  })
}

/** Without what says no more than that something happened. */
function shown(seen: Seen): string {
  return JSON.stringify(seen, (key, value) => (stamps.has(key) ? undefined : value))
}

const stamps = new Set(['revision', 'updatedAt', 'updatedBy'])

/** Two people in a private project, which holds what everybody saw before and drafts of its own. Gives its id. */
async function openPrivate(desk: PropertyDesk): Promise<Id> {
  const [ada = '', bo = ''] = desk.personIds
  const project = await desk.run(ada, createProject({ name: 'Merger', visibility: 'private' }))
  if (project === undefined) throw new Error('There is no private project')
  await desk.run(ada, setMember(project.id, { id: bo, kind: 'person', role: 'manager' }))
  const contents = await desk.storage.read((tx) =>
    tx.selectFrom('content_items').select('id').orderBy('id').execute(),
  )
  const named = contents.slice(3).map(({ id }) => ({ contentId: id }))
  await desk.run(ada, addItems(project.id, named))
  return project.id
}

/** What a private project does with what it published: it is everybody's by then, and nobody hears of this. */
function afterPublishing(
  desk: PropertyDesk,
  projectId: Id,
): { name: string; does: () => Promise<unknown> }[] {
  const [ada = ''] = desk.personIds
  const run = (command: Command<unknown>) => desk.run(ada, command)
  const items = (table: 'project_items' | 'removed_items') =>
    desk.storage.read((tx) =>
      tx.selectFrom(table).select(['id', 'content_id']).where('project_id', '=', projectId).execute(),
    )
  const idsIn = async (table: 'project_items' | 'removed_items') => (await items(table)).map(({ id }) => id)
  const move = async (status: 'in_review' | 'ready') =>
    run(changeItems(projectId, anyOf(await idsIn('project_items')), { status }))
  const remove = async () => run(removeItems(projectId, await idsIn('project_items')))
  return [
    { name: 'in review', does: () => move('in_review') },
    { name: 'ready', does: () => move('ready') },
    { name: 'publish', does: () => run(publish(projectId, { mode: 'all', replace: true })) },
    { name: 'remove', does: remove },
    { name: 'restore', does: async () => run(restoreItems(projectId, await idsIn('removed_items'))) },
    { name: 'delete', does: () => run(deleteProject(projectId, 30)) },
    { name: 'bring back', does: () => run(restoreProject(projectId)) },
    { name: 'archive', does: () => run(archiveProject(projectId)) },
    { name: 'reactivate', does: () => run(reactivateProject(projectId)) },
    {
      name: 'take up a new draft',
      does: async () => {
        const held = await items('project_items')
        await run(
          addItems(
            projectId,
            held.slice(0, 1).map((one) => ({ contentId: one.content_id })),
          ),
        )
      },
    },
  ]
}

it('an item tells everybody of what everybody sees, and of nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const desk = await openPropertyDesk()
      try {
        for (const one of opening) await carryOut(desk, one)
        const projectId = await openPrivate(desk)
        let before = await look(desk)
        const told = new Map<Id, number>()
        const toldOf = async (id: Id) =>
          await eventsAfter(desk.storage, channels.content(id), told.get(id) ?? 0)
        for (const id of before.keys()) told.set(id, (await toldOf(id)).at(-1)?.offset ?? 0)
        // A random step may do something and take it back, of which revisions are all that stays; none of these does.
        const inPrivate = afterPublishing(desk, projectId)
        const deeds = taken.map((one) => ({ name: one.action, does: () => carryOut(desk, one) }))
        for (const one of [...inPrivate, ...deeds]) {
          await one.does()
          const after = await look(desk)
          for (const [id, seen] of after) {
            const events = await toldOf(id)
            told.set(id, events.at(-1)?.offset ?? told.get(id) ?? 0)
            const known = before.get(id)
            if (known === undefined) continue
            const isSame = JSON.stringify(known) === JSON.stringify(seen)
            const { name } = one
            expect({ name, id, isTold: events.length > 0 }).toEqual({ name, id, isTold: !isSame })
            if (inPrivate.includes(one))
              expect([name, id, isSame]).toEqual([name, id, shown(known) === shown(seen)])
          }
          before = after
        }
      } finally {
        await desk.close()
      }
    }),
    { seed: 42, numRuns: 4, endOnFailure: true },
  )
})
