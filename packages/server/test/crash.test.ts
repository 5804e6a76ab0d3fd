/** A process that is killed while it writes leaves every change whole or not at all, and none acknowledged is lost. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAndKill } from './killed-writer.ts'
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
})
