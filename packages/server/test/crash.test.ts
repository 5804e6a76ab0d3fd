/** A process that is killed while it writes leaves every change whole or not at all, and none acknowledged is lost. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../src/storage/sqlite/open.ts'

const writer = fileURLToPath(new URL('crash-writer.ts', import.meta.url))

/** Lets a writer acknowledge `count` commands, kills it with SIGKILL and returns what it acknowledged. */
async function writeAndKill(path: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=@copydesk/source', writer, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}

describe('a crash', () => {
  it('leaves rows, journal, outbox and answers agreeing, with every acknowledged change there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copydesk-crash-'))
    const path = join(folder, 'copydesk.db')
    const acknowledged: string[] = []
    for (const count of [1, 7, 40, 150]) {
      acknowledged.push(...(await writeAndKill(path, count)))
      const storage = await openSqlite({ path })
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
  }, 60_000)
})
