/**
 * People who write to each other at random, as commands: comments with mentions of people and groups, answers, entries
 * that are read, archived and snoozed, pages that go out by schedule. Each comment says whom it mentions, in its text alone.
 */
import type { Group, Id, Person } from '@copydesk/contract'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../src/command/command.ts'
import type { CommandRunner } from '../src/command/command-runner.ts'
import { Refusal } from '../src/command/refusal.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createComment } from '../src/comments/commands.ts'
import { createContent } from '../src/content/commands.ts'
import { setMailing } from '../src/mail/mailing.ts'
import { changeEntries } from '../src/notifications/inbox/commands.ts'
import { changeSubscription } from '../src/notifications/subscriptions/commands.ts'
import { createPerson } from '../src/people/commands.ts'
import { createGroup } from '../src/people/groups/commands.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import type { Storage } from '../src/storage/storage.ts'
import { StorageFailure } from '../src/storage/storage-failure.ts'

const minute = 60_000

export interface Office {
  people: Pick<Person, 'id' | 'name'>[]
  /** Of the last two. */
  group: Pick<Group, 'id' | 'name' | 'memberIds'>
  projectId: Id
  ownerId: Id
  watcherIds: Id[]
}

/** Five people, of whom one owns the project and one watches it. */
export async function openOffice(storage: Storage, runner: CommandRunner): Promise<Office> {
  await storage.write((tx) => setMailing(tx, 'on'))
  const people: Person[] = []
  for (const name of ['anna', 'ben', 'cleo', 'dora', 'emil']) {
    const input = { name, email: `${name}@test.example`, role: 'admin' as const, passwordHash: null }
    people.push((await runner.run({ actor: systemActor }, createPerson(input))).body)
  }
  const [owner, watcher, ...others] = people
  if (!owner || !watcher) throw new Error('Nobody is there')
  const memberIds = others.slice(-2).map(({ id }) => id)
  const by = ({ id }: Person) => ({ actor: { id, kind: 'person' as const } })
  const group = (await runner.run(by(owner), createGroup({ name: 'night shift', memberIds }))).body
  const { id: projectId } = (await runner.run(by(owner), createProject({ name: 'Spring' }))).body
  const watching = changeSubscription(watcher.id, `project:${projectId}`, { level: 'watching' })
  await runner.run(by(watcher), watching)
  return { people, group, projectId, ownerId: owner.id, watcherIds: [watcher.id] }
}

export interface BusyParts {
  storage: Storage
  runner: CommandRunner
  now: () => number
  random: () => number
  /** Told of each comment that was acknowledged. */
  onComment: (id: Id) => void
}

/** For as long as the process lives. */
export async function beBusy(office: Office, parts: BusyParts): Promise<never> {
  for (;;) await oneOf(doings, parts.random)(office, parts).catch(unlessBusy)
}

const doings = [writeComment, writeComment, writeComment, tidyInbox, tidyInbox, tidyInbox, scheduleRelease]

/** Another process that stands still holds what was to be written to, or held it for so long that PostgreSQL took it back. */
function unlessBusy(error: unknown): void {
  if (error instanceof StorageFailure && ['storage_busy', 'storage_unreachable'].includes(error.code)) return
  throw error
}

async function writeComment(
  { people, group, projectId }: Office,
  { storage, runner, random, onComment }: BusyParts,
): Promise<void> {
  const author = oneOf(people, random)
  const named = [
    ...(random() < 0.5 ? [typed('person', oneOf(people, random))] : []),
    ...(random() < 0.3 ? [typed('group', group)] : []),
  ]
  const roots = await storage.read((tx) =>
    tx.selectFrom('comments').select('id').where('parent_id', 'is', null).orderBy('id').execute(),
  )
  const parent = random() < 0.6 && roots.length > 0 ? oneOf(roots, random) : undefined
  const input = { body: `${named.join(' ')} look`, ...(parent && { parentId: parent.id }) }
  onComment((await send(runner, author.id, createComment(projectId, input))).id)
}

/** A mention as people type it. */
function typed(kind: 'person' | 'group', { id, name }: { id: Id; name: string }): string {
  return `@[${name}](${kind}:${id})`
}

/** Reads, archives or snoozes some of what somebody's inbox lists; the last of them never looks. */
async function tidyInbox({ people }: Office, { storage, runner, now, random }: BusyParts): Promise<void> {
  const { id: personId } = oneOf(people.slice(0, -1), random)
  const entries = await storage.read((tx) =>
    tx.selectFrom('inbox_entries').select('id').where('person_id', '=', personId).orderBy('id').execute(),
  )
  const entryIds = entries.filter(() => random() < 0.3).map(({ id }) => id)
  const until = new Date(now() + (1 + random() * 30) * minute).toISOString()
  const change = oneOf([{ read: true }, { archived: true }, { snoozedUntil: until }, { read: false }], random)
  await send(runner, personId, changeEntries(personId, { entryIds, ...change })).catch(unlessRefused)
}

/** As clients do: again under its key for as long as the database is too busy for it. */
async function send<Body>(runner: CommandRunner, personId: Id, command: Command<Body>): Promise<Body> {
  const actor = { id: personId, kind: 'person' as const }
  const idempotencyKey = { personId, key: uuidv7(), requestHash: '' }
  for (;;) {
    try {
      return (await runner.run({ actor, idempotencyKey }, command)).body
    } catch (error) {
      if (!(error instanceof StorageFailure) || error.code !== 'storage_busy') throw error
    }
  }
}

/** A page by itself in a project of its own, soon; the note says of how many items it is (whole-releases.ts). */
async function scheduleRelease({ people }: Office, { runner, now, random }: BusyParts): Promise<void> {
  const by = { actor: { id: oneOf(people.slice(0, -1), random).id, kind: 'person' as const } }
  const page = { type: 'page', language: 'en', title: 'A page' } as const
  const { content } = (await runner.run(by, createContent(page))).body
  const { id } = (await runner.run(by, createProject({ name: 'By schedule' }))).body
  const { data } = (await runner.run(by, addItems(id, [{ contentId: content.id }]))).body
  const items = anyOf(data.map((item) => item.id))
  for (const status of ['in_review', 'ready'] as const)
    await runner.run(by, changeItems(id, items, { status }))
  const wallTime = new Date(now() + (1 + random() * 10) * minute).toISOString().slice(0, -1)
  const schedule = createSchedule(projectDoor(id), { wallTime, timeZone: 'UTC', note: '1' })
  await runner.run(by, schedule).catch(unlessRefused)
}

/** The clock went on past the instant that was asked for. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

function oneOf<T>(all: readonly T[], random: () => number): T {
  const one = all[Math.floor(random() * all.length)]
  if (one === undefined) throw new Error('Nothing to choose from')
  return one
}
