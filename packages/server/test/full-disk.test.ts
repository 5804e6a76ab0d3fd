/** A full disk refuses what is written, with a time to come back; nothing is half there, and it passes by itself. */
import type { Project } from '@copydesk/contract'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { createDeskTest } from './desk-test.ts'

/** As far as the database itself can tell; returns what makes space again. */
async function fillDisk(storage: Storage): Promise<() => Promise<void>> {
  const run = (statement: string) => storage.write((tx) => sql.raw(statement).execute(tx))
  if (storage.database === 'sqlite') {
    await run('pragma max_page_count = 1')
    // Pages that are free already: a long text needs some of its own.
    for (let row = 0; await isWritten(storage, `fill ${row}`); row += 1);
    return async () => void (await run('pragma max_page_count = 1000000'))
  }
  await run(`create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = '53100'; end $$`)
  const makeSpace = async () => void (await run('drop function if exists full_disk cascade'))
  // The database is another test's next.
  onTestFinished(makeSpace)
  await run(
    'create trigger full_disk before insert on publications for each row execute function full_disk()',
  )
  return makeSpace
}

/** A row of a page and more. */
function isWritten(storage: Storage, key: string): Promise<boolean> {
  const row = { key, value: 'x'.repeat(5000) }
  return storage
    .write((tx) => tx.insertInto('meta').values(row).execute())
    .then(
      () => true,
      () => false,
    )
}

async function start() {
  const test = await createDeskTest()
  const project = (await test.send('POST', '/projects', { name: 'Spring' })).json<Project>()
  const comments = `/projects/${project.id}/comments`
  const comment = (key: string) =>
    test.send('POST', comments, { body: 'word '.repeat(1500) }, { 'idempotency-key': key })
  /** Everything that a comment writes, counted. */
  const written = () =>
    test.storage.read(async (tx) => {
      const tables = ['comments', 'publications', 'outbox', 'idempotency_keys'] as const
      const counts: Record<string, unknown> = {}
      for (const table of tables) {
        counts[table] = (
          await tx
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('count'))
            .execute()
        )[0]?.count
      }
      return {
        ...counts,
        channels: await tx.selectFrom('channels').select(['name', 'head']).orderBy('name').execute(),
      }
    })
  return { ...test, comments, comment, written }
}

it('refuses changes whole, answers reads, and takes the same request once there is space', async () => {
  const { storage, get, comments, comment, written, runJobs } = await start()
  const makeSpace = await fillDisk(storage)
  const before = await written()
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map(comment))
  for (const answer of answers) {
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['retry-after']]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
      '30',
    ])
    expect(answer.json()).toMatchObject({
      code: 'storage_full',
      remedy: expect.stringContaining('Free space'),
    })
  }
  expect(await written()).toEqual(before)
  expect((await get<{ data: unknown[] }>(comments)).data).toEqual([])
  await makeSpace()
  expect((await comment('a')).statusCode).toBe(201)
  const again = await comment('a')
  expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
  await runJobs()
})
