/** A process that is killed while it writes leaves every change whole or not at all, and none acknowledged is lost. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryBroker } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { CommandRunner } from '../src/command/command-runner.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { readAll } from '../src/notifications/commands.ts'
import { partSize } from '../src/notifications/inbox/take-part.ts'
import { undoReadAll } from '../src/notifications/inbox/undo-read-all.ts'
import { createPerson } from '../src/people/commands.ts'
import { buildNotifications } from './build-notifications.ts'
import { runAndKill, writeAndKill } from './killed-writer.ts'
import { openAt } from './open-at.ts'
import { createTestDatabase } from './test-storage.ts'

describe('a crash', () => {
  it('leaves rows, journal, outbox and answers agreeing, with every acknowledged change there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copydesk-crash-'))
    const database = await createTestDatabase(folder)
    const acknowledged: string[] = []
    for (const count of [1, 7, 40, 150]) {
      acknowledged.push(...(await writeAndKill(database, count)))
      const storage = await openAt(database)
      const found = await storage.read(async (tx) => {
        const rows = await tx.selectFrom('meta').select('key').where('value', '=', 'written').execute()
        const publications = await tx
          .selectFrom('publications')
          .select(['offset', 'data'])
          .where('channel', '=', 'projects')
          .orderBy('offset')
          .execute()
        const outbox = await tx.selectFrom('outbox').select('payload').execute()
        const answers = await tx.selectFrom('idempotency_keys').select('key').execute()
        return {
          rows: rows.map((row) => row.key).sort(),
          offsets: publications.map((row) => row.offset),
          published: publications.map((row) => JSON.parse(row.data).projectId).sort(),
          outbox: outbox.map((row) => JSON.parse(row.payload).projectId).sort(),
          answers: answers.map((row) => row.key).sort(),
        }
      })
      await storage.close()
      expect(found.rows).toEqual(expect.arrayContaining(acknowledged))
      expect(found.offsets).toEqual(found.rows.map((_, index) => index + 1))
      expect(found.published).toEqual(found.rows)
      expect(found.outbox).toEqual(found.rows)
      expect(found.answers).toEqual(found.rows)
    }
    rmSync(folder, { recursive: true })
  })

  it('between the parts of a command leaves its instant, at which it goes on and by which all is undone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copydesk-crash-'))
    const database = await createTestDatabase(folder)
    const broker = createMemoryBroker()
    const onWork = () => {}
    const size = 2 * partSize + 1

    const before = await openAt(database)
    const own = { storage: before, newId: uuidv7, now: Date.now }
    const setUp = new CommandRunner({ ...own, broker, onWork })
    const ben = createPerson({ name: 'Ben', email: 'ben@test.example', role: 'editor', passwordHash: null })
    const { body: person } = await setUp.run({ actor: systemActor }, ben)
    await buildNotifications(own, { personId: person.id, count: size, offset: 1 })
    await before.close()

    expect(await runAndKill(new URL('parts-writer.ts', import.meta.url), [database, person.id], 1)).toEqual([
      'part',
    ])

    const storage = await openAt(database)
    const readTimes = () =>
      storage.read((tx) =>
        tx
          .selectFrom('notifications')
          .select(['read_at', ({ fn }) => fn.countAll().as('count')])
          .where('person_id', '=', person.id)
          .groupBy('read_at')
          .orderBy('count')
          .execute(),
      )
    const [begun, left] = await readTimes()
    expect([Number(begun?.count), left?.read_at]).toEqual([partSize, null])
    const runner = new CommandRunner({
      ...{ storage, broker, onWork, newId: uuidv7 },
      now: () => Date.now() + 60_000,
    })
    const actor = { id: person.id, kind: 'person' as const }
    const again = { actor, idempotencyKey: { personId: person.id, key: 'all', requestHash: 'x' } }
    const readAt = new Date(Number(begun?.read_at)).toISOString()
    const answer = await runner.run(again, readAll(person.id, {}))
    expect(answer.body).toEqual({ unread: 0, unseen: 0, readAt })
    expect(await readTimes()).toEqual([{ read_at: begun?.read_at, count: expect.anything() }])
    expect(await runner.run(again, readAll(person.id, {}))).toMatchObject({
      ...{ body: answer.body, replayed: true },
    })
    const undone = await runner.run({ actor }, undoReadAll(person.id, readAt))
    expect(undone.body).toEqual({ unread: size, unseen: 0 })
    await storage.close()
    rmSync(folder, { recursive: true })
  })
})
