import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { selectInbox } from './queries.ts'

describe('a window of an inbox', () => {
  const before = { offset: 7, id: '01890a5d-ac96-774b-bcce-b302099a8057' }
  it.each([
    ['all', undefined, 'notifications_arrival'],
    ['all', before, 'notifications_arrival'],
    ['unread', undefined, 'notifications_unread_arrival'],
    ['unread', before, 'notifications_unread_arrival'],
  ] as const)(
    'of %s, before %j, is read from %s alone, however long the inbox is',
    async (filter, place, index) => {
      const { storage, people } = await createTestApp()
      const isPostgres = storage.database === 'postgres'
      const plan = await storage.write(async (tx) => {
        // A table of no rows would be read and sorted as a whole.
        for (const way of isPostgres ? ['seqscan', 'bitmapscan', 'sort'] : []) {
          await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(tx)
        }
        const query = selectInbox(tx, { personId: people.ben.id, filter, limit: 50, before: place })
        const rows = isPostgres ? await query.explain() : await query.explain(undefined, sql`query plan`)
        return rows.map((row) => JSON.stringify(row)).join('\n')
      })
      expect(plan).toMatch(new RegExp(`(Index Scan( Backward)? using|USING INDEX) ${index} `))
      expect(plan).not.toMatch(/sort|b-tree|seq scan/i)
    },
  )
})
