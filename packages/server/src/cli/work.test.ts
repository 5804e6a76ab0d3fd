import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../storage/sqlite/open.ts'
import { runCli } from './run-cli.ts'
import { workCommands } from './work.ts'

const idOf = (last: number) => `0198c0de-0000-7000-8000-00000000000${last}`

/** A data folder with failed work, and with work that waits under `pendingKey`. */
async function start(failed: { id: string; key?: string; error?: string }[], pendingKey?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-work-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const storage = await openSqlite({ path: join(folder, 'copydesk.db'), synchronous: 'normal' })
  const entry = { topic: 'mail', payload: '{}', created_at: 1 }
  await storage.write(async (tx) => {
    for (const { id, key = null, error = 'refused' } of failed)
      await tx
        .insertInto('failed_work')
        .values({ ...entry, id, key, failed_at: 2, attempts: 25, error })
        .execute()
    if (pendingKey !== undefined)
      await tx
        .insertInto('outbox')
        .values({ ...entry, id: idOf(9), key: pendingKey, attempts: 0, due_at: 1, timed: 0 })
        .execute()
  })
  await storage.close()
  return async (...argv: string[]) => {
    const said: string[] = []
    const say = (line: string) => said.push(line)
    const io = { env: { COPYDESK_DATA_DIR: folder }, cwd: folder, print: say, complain: say }
    const code = await runCli({
      argv: ['work', ...argv],
      commands: workCommands,
      version: '0',
      io: io as never,
    })
    return { code, said }
  }
}

it('lists what failed, a line each, and what is done with it', async () => {
  const run = await start([{ id: idOf(1), error: 'it said:\n  token=abc' }, { id: idOf(2) }])
  expect((await run('list')).said).toEqual([
    `${idOf(2)}  mail  for system, failed 1970-01-01T00:00:00.002Z after 25 attempts: refused`,
    `${idOf(1)}  mail  for system, failed 1970-01-01T00:00:00.002Z after 25 attempts: it said: token=(hidden)`,
  ])
  expect(await run('retry', idOf(1))).toEqual({ code: 0, said: [`${idOf(1)}  mail is tried again.`] })
  expect((await run('retry', idOf(1))).code).toBe(1)
  expect(await run('discard', 'all')).toEqual({ code: 0, said: [`${idOf(2)}  mail is discarded.`] })
  expect(await run('list')).toEqual({ code: 0, said: ['No work has failed.'] })
})

it('does all that can be done, and says what cannot', async () => {
  const run = await start([{ id: idOf(1), key: 'one' }, { id: idOf(2) }], 'one')
  const { code, said } = await run('retry', 'all')
  expect(code).toBe(3)
  expect(said).toEqual([`${idOf(2)}  mail is tried again.`, expect.stringContaining('Newer work')])
})
