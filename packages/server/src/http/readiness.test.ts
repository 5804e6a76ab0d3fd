/** What keeps the database from taking changes: each has its code for who asks for something, and the server is not ready. */
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/test-app.ts'
import { projectRoutes } from '../projects/project/routes.ts'
import { storageHealth } from '../storage/storage-health.ts'
import { Readiness } from './readiness.ts'

async function start() {
  const test = await createTestApp({ routes: [projectRoutes] })
  const readiness = new Readiness(test.services, storageHealth(test.services))
  const anna = test.as(test.people.anna)
  return {
    test,
    create: () => anna.inject({ method: 'POST', url: '/api/v1/projects', payload: { name: 'A project' } }),
    ready: async () => {
      test.advance(2000)
      const failed = Object.values(await readiness.check())
        .flat()
        .find(({ status }) => status === 'fail')
      return failed === undefined ? 'ready' : failed.code
    },
  }
}

const databaseOf = ({ services }: TestApp) => join(services.settings.dataDir, 'copydesk.db')

const troubles: Record<
  string,
  { breaks: (test: TestApp) => Promise<void>; mends?: (test: TestApp) => Promise<void> }
> = {
  storage_read_only: {
    breaks: (test) => test.storage.write(async (tx) => void (await sql`pragma query_only = on`.execute(tx))),
  },
  storage_full: {
    breaks: (test) =>
      test.storage.write(async (tx) => void (await sql`pragma max_page_count = 1`.execute(tx))),
    mends: (test) =>
      test.storage.write(async (tx) => void (await sql`pragma max_page_count = 1000000`.execute(tx))),
  },
  'storage_gone, replaced in place': {
    breaks: async (test) => {
      const older = `${databaseOf(test)}.older`
      const other = new DatabaseSync(databaseOf(test))
      other.exec(`vacuum into '${older}'`)
      await test.storage.write(async (tx) => {
        await tx.insertInto('meta').values({ key: 'newer', value: 'x' }).execute()
      })
      other.exec('pragma wal_checkpoint(truncate)')
      other.close()
      await test.storage.write(async (tx) => {
        await tx.updateTable('meta').set({ value: 'y' }).where('key', '=', 'newer').execute()
      })
      copyFileSync(older, databaseOf(test))
    },
  },
  storage_gone: {
    breaks: async (test) => renameSync(databaseOf(test), `${databaseOf(test)}.moved`),
    mends: async (test) => renameSync(`${databaseOf(test)}.moved`, databaseOf(test)),
  },
}

it.each(Object.entries(troubles))('%s is told, and not ready; nothing is written', async (name, trouble) => {
  const code = name.split(',')[0]
  const { test, create, ready } = await start()
  expect((await create()).statusCode).toBe(201)
  expect(await ready()).toBe('ready')
  await trouble.breaks(test)
  for (let filled = 0; filled < 40; filled += 1) await create()
  const refused = await create()
  expect([refused.statusCode, refused.json().code, refused.json().remedy.length > 20]).toEqual([
    503,
    code,
    true,
  ])
  if (code !== 'storage_full') expect(await ready()).toBe(code)
  const before = await countProjects(test)
  await create()
  expect(await countProjects(test)).toBe(before)
  if (!trouble.mends) return
  await trouble.mends(test)
  expect((await create()).statusCode).toBe(201)
  expect(await ready()).toBe('ready')
})

function countProjects({ storage }: TestApp): Promise<number> {
  return storage.read(async (tx) => (await tx.selectFrom('projects').select('id').execute()).length)
}
