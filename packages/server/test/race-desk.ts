/**
 * Commands that are sent at the same moment, on the database of the run. Notes how often a transaction had to begin
 * again: with the locks taken in order, none has to.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Id, Project, ProjectItem, SettableStatus } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../src/command/command.ts'
import { type CommandRequest, CommandRunner } from '../src/command/command-runner.ts'
import { Refusal } from '../src/command/refusal.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createContent } from '../src/content/commands.ts'
import { createPerson } from '../src/people/commands.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { createProject } from '../src/projects/project/commands.ts'
import type { Storage } from '../src/storage/storage.ts'
import { openTestStorage } from './test-storage.ts'
import { watchDoors } from './watch-doors.ts'

export interface RaceDesk {
  storage: Storage
  runner: CommandRunner
  /** Two people who may do everything. */
  people: [Id, Id]
  run<Body>(personId: Id, command: Command<Body>, request?: Partial<CommandRequest>): Promise<Body>
  /** Sends all of them at once: the body of each, or the code of its refusal. Any other error is thrown. */
  race(...runs: (() => Promise<unknown>)[]): Promise<Outcome[]>
  /** A project with one new page in a status. */
  projectWith(status: SettableStatus): Promise<{ project: Project; item: ProjectItem }>
  moveTo(projectId: Id, item: { id: Id }, status: SettableStatus): Promise<void>
  /** Transactions that the database made begin again. */
  retries(): number
  close(): Promise<void>
}

export type Outcome = { accepted: true; body: unknown } | { accepted: false; code: string }

const path: SettableStatus[] = ['in_review', 'ready']

/** `arrange` gives the storage that commands get; they are watched when it is left out. */
export async function openRaceDesk(
  arrange: (storage: Storage) => Storage | Promise<Storage> = watchDoors,
): Promise<RaceDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-race-'))
  const opened = await openTestStorage(folder)
  let retries = 0
  const storage = await arrange({
    database: opened.database,
    read: (work) => opened.read(work),
    write: (work) => {
      let attempts = 0
      return opened.write((tx) => {
        attempts += 1
        if (attempts > 1) retries += 1
        return work(tx)
      })
    },
    sizes: () => opened.sizes(),
    close: () => opened.close(),
  })
  const runner = new CommandRunner({
    storage,
    broker: createMemoryBroker(),
    now: Date.now,
    newId: uuidv7,
    onWork: () => {},
  })
  const person = async (name: string) => {
    const input = { name, email: `${name}@test.example`, role: 'admin' as const, passwordHash: null }
    return (await runner.run({ actor: systemActor }, createPerson(input))).body.id
  }
  const people: [Id, Id] = [await person('ada'), await person('bo')]
  const desk: RaceDesk = {
    storage,
    runner,
    people,
    run: async (id, command, request) =>
      (await runner.run({ actor: { id, kind: 'person' }, ...request }, command)).body,
    race: (...runs) => Promise.all(runs.map((run) => outcomeOf(run()))),
    projectWith: async (status) => {
      const [ada] = people
      const { content } = await desk.run(
        ada,
        createContent({ type: 'page', language: 'en', title: 'A page' }),
      )
      const project = await desk.run(ada, createProject({ name: 'A project' }))
      const { data } = await desk.run(ada, addItems(project.id, [{ contentId: content.id }]))
      const [item] = data as [ProjectItem]
      await desk.moveTo(project.id, item, status)
      return { project, item }
    },
    moveTo: async (projectId, { id }, status) => {
      for (const next of path.slice(0, path.indexOf(status) + 1)) {
        await desk.run(people[0], changeItems(projectId, anyOf([id]), { status: next }))
      }
    },
    retries: () => retries,
    close: async () => {
      await opened.close()
      rmSync(folder, { recursive: true })
    },
  }
  return desk
}

async function outcomeOf(run: Promise<unknown>): Promise<Outcome> {
  try {
    return { accepted: true, body: await run }
  } catch (error) {
    if (error instanceof Refusal) return { accepted: false, code: error.code }
    throw error
  }
}
