import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { schemaFloor } from '../migrations/index.ts'
import type { Storage } from '../storage.ts'
import { openSqlite } from './open.ts'

let folder: string
let storage: Storage

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-storage-'))
  storage = await openSqlite({ path: join(folder, 'copydesk.db'), synchronous: 'normal' })
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

describe('opening', () => {
  it('refuses a damaged file and leaves it as it is', async () => {
    const path = join(folder, 'damaged.db')
    const text = 'this is not a database, however long one looks at it'
    writeFileSync(path, text)
    await expect(openSqlite({ path })).rejects.toThrow(/damaged/)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  const applyLater = (storage: Storage, floor: string | undefined) =>
    storage.write(async (tx) => {
      const row = { name: '9999-later', timestamp: '2030-01-01T00:00:00.000Z' }
      await tx
        .withTables<{ kysely_migration: typeof row }>()
        .insertInto('kysely_migration')
        .values(row)
        .execute()
      if (floor !== undefined) {
        await tx.updateTable('meta').set({ value: floor }).where('key', '=', 'schema_floor').execute()
      } else {
        await tx.deleteFrom('meta').where('key', '=', 'schema_floor').execute()
      }
    })

  it.each(['9999-later', undefined])(
    'refuses a database that a newer version changed (floor %s)',
    async (floor) => {
      await applyLater(storage, floor)
      await expect(openSqlite({ path: join(folder, 'copydesk.db') })).rejects.toThrow(
        /newer Copydesk.*9999-later/,
      )
    },
  )

  it('opens a database that a newer version only added to, and leaves that as it is', async () => {
    await applyLater(storage, schemaFloor)
    await (await openSqlite({ path: join(folder, 'copydesk.db') })).close()
    const { rows } = await storage.read((tx) => sql`select name from kysely_migration`.execute(tx))
    expect(rows).toContainEqual({ name: '9999-later' })
  })
})
