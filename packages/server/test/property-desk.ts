/**
 * A database of its own for one run of a property: ids and the clock only count up, so that a run comes out the
 * same each time. Refusals are part of the game: a random command is often one that may not happen.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Broker, createMemoryBroker } from '@copydesk/hub'
import { worksWith } from '../src/cli/works.ts'
import type { Command } from '../src/command/command.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { Refusal } from '../src/command/refusal.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { createPerson } from '../src/people/commands.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { recordActivity } from '../src/projects/activity/record.ts'
import type { Storage } from '../src/storage/storage.ts'
import { openTestStorage } from './test-storage.ts'
import { watchDoors } from './watch-doors.ts'

export interface PropertyDesk {
  storage: Storage
  /** Has the database if it is a file. */
  folder: string
  runner: CommandRunner
  now: () => number
  newId: () => string
  personIds: string[]
  /** Runs a command as one of the people; undefined when it was refused. */
  run<Body>(personId: string, command: Command<Body>): Promise<Body | undefined>
  /** Carries out everything in the outbox but what is due at a later instant. */
  runJobs(): Promise<void>
  close(): Promise<void>
}

export interface PropertyDeskOptions {
  /** Gives the storage that commands and jobs get; they are watched when it is left out. */
  arrange?: (storage: Storage) => Storage | Promise<Storage>
  broker?: Pick<Broker, 'publish'>
  /** What the clock of whoever asks is off by, in milliseconds; called at each question. */
  clockOffMs?: () => number
}

export async function openPropertyDesk({
  arrange = watchDoors,
  broker = createMemoryBroker(),
  clockOffMs = () => 0,
}: PropertyDeskOptions = {}): Promise<PropertyDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-property-'))
  const storage = await openTestStorage(folder)
  const watched = await arrange(storage)
  let time = Date.UTC(2026, 2, 2, 9)
  let ids = 0
  const now = () => time + clockOffMs()
  const newId = () => {
    ids += 1
    return `01890a5d-ac96-7000-8000-${ids.toString(16).padStart(12, '0')}`
  }
  const runner = new CommandRunner({
    storage: watched,
    broker,
    now,
    newId,
    record: recordActivity,
    onWork: () => {},
  })
  const failures: object[] = []
  const log = { error: (fields: object) => failures.push(fields) }
  const works = worksWith({ mailer: undefined, storage: watched, now })
  const jobs = new Jobs({ storage: watched, runner, now, elapsed: () => time, works, readViewer, log })
  const personIds: string[] = []
  for (const name of ['Ada', 'Bo']) {
    const input = { name, email: `${name}@test.example`, role: 'admin' as const, passwordHash: null }
    personIds.push((await runner.run({ actor: systemActor }, createPerson(input))).body.id)
  }
  return {
    storage,
    folder,
    runner,
    now,
    newId,
    personIds,
    run: async (id, command) => {
      time += 1000
      try {
        return (await runner.run({ actor: { id, kind: 'person' } }, command)).body
      } catch (error) {
        if (error instanceof Refusal) return undefined
        throw error
      }
    },
    runJobs: async () => {
      // What was delayed may be more each time: a second later the next schedule is due.
      do {
        time += 1000
        await jobs.drain()
      } while (failures.length === 0 && (await hasDelayedWork(storage)))
      if (failures.length > 0) throw new Error('A job failed', { cause: failures })
    },
    close: async () => {
      await storage.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function hasDelayedWork(storage: Storage): Promise<boolean> {
  const delayed = await storage.read((tx) =>
    tx.selectFrom('outbox').select('id').where('timed', '=', 0).executeTakeFirst(),
  )
  return delayed !== undefined
}
