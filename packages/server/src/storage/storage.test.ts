import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Broker } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage } from '../../test/test-storage.ts'
import { event } from '../command/command.ts'
import { CommandRunner } from '../command/command-runner.ts'
import { Refusal } from '../command/refusal.ts'
import { StorageJournal } from './journal.ts'
import type { Storage } from './storage.ts'

const actor = { id: '00000000-0000-7000-8000-000000000001', kind: 'person' as const }
let folder: string
let storage: Storage
let announced: string[]
let runner: CommandRunner

const broker: Pick<Broker, 'publish'> = {
  publish: (announcements) => announced.push(...announcements.map(({ channel }) => channel)),
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-storage-'))
  storage = await openTestStorage(folder)
  announced = []
  runner = new CommandRunner({ storage, broker, now: () => 1000, newId: uuidv7, onWork: () => {} })
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

function deleteProject(projectId: string) {
  return runner.run({ actor }, async (context) => ({
    body: { projectId },
    events: [
      { channel: 'projects', event: event(context, 'project.deleted', { projectId }) },
      { channel: `project:${projectId}`, event: event(context, 'project.deleted', { projectId }) },
    ],
  }))
}

describe('journal', () => {
  it('allots gapless offsets per channel and announces after the commit', async () => {
    await Promise.all(['a', 'b', 'c'].map(deleteProject))
    const journal = new StorageJournal(storage)
    const history = await journal.read('projects', 1, 10)
    expect(history?.position.offset).toBe(3)
    expect(history?.publications.map((publication) => publication.offset)).toEqual([2, 3])
    expect(announced.filter((channel) => channel === 'projects')).toHaveLength(3)
  })

  it('says null for a position above the head', async () => {
    await deleteProject('a')
    expect(await new StorageJournal(storage).read('projects', 2, 10)).toBeNull()
  })

  it('gives an empty channel a lasting epoch that its first publication keeps', async () => {
    const journal = new StorageJournal(storage)
    const before = await journal.position('projects')
    await deleteProject('a')
    expect(await journal.position('projects')).toEqual({ epoch: before.epoch, offset: 1 })
  })
})

describe('command runner', () => {
  it('leaves nothing behind when a command refuses', async () => {
    const refused = runner.run({ actor }, async ({ tx }) => {
      await tx.insertInto('meta').values({ key: 'x', value: 'y' }).execute()
      throw new Refusal('not_found')
    })
    await expect(refused).rejects.toThrow(Refusal)
    const rows = await storage.read((tx) =>
      tx.selectFrom('meta').selectAll().where('key', '=', 'x').execute(),
    )
    expect(rows).toEqual([])
    expect(announced).toEqual([])
  })

  it('answers a repeated key as before, and refuses the key for another request', async () => {
    let runs = 0
    const run = (requestHash: string) =>
      runner.run({ actor, idempotencyKey: { personId: actor.id, key: 'k', requestHash } }, async () => {
        runs += 1
        return { status: 201, body: { runs }, events: [] }
      })
    expect(await run('one')).toEqual({ status: 201, body: { runs: 1 }, replayed: false })
    expect(await run('one')).toEqual({ status: 201, body: { runs: 1 }, replayed: true })
    await expect(run('two')).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  })
})
