import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { type InboxWindow, selectInbox } from './queries.ts'

describe('a window of an inbox', () => {
  const before = { offset: 7, id: '01890a5d-ac96-774b-bcce-b302099a8057' }
  it.each([
    ['all', undefined, 'notifications_arrival'],
    ['all', before, 'notifications_arrival'],
    ['unread', undefined, 'notifications_unread_arrival'],
    ['unread', before, 'notifications_unread_arrival'],
  ] as const)(
    'of %s, before %j, is read from its index alone, however long the inbox is',
    async (filter, place, index) => {
      const { storage, people } = await createTestApp()
      const personId = people.ben.id
      const plan = await storage.read(async (tx) => {
        const window: Pick<InboxWindow, 'personId' | 'filter' | 'limit'> = { personId, filter, limit: 50 }
        const { sql: text, parameters } = selectInbox(tx, { ...window, before: place }).compile()
        const pieces = text.split('?').map((piece) => sql.raw(piece))
        const query = pieces.flatMap((piece, at) =>
          at === 0 ? [piece] : [sql.lit(parameters[at - 1]), piece],
        )
        const { rows } = await sql<{ detail: string }>`explain query plan ${sql.join(query, sql``)}`.execute(
          tx,
        )
        return rows.map(({ detail }) => detail)
      })
      expect(plan).toEqual([
        expect.stringMatching(`^SEARCH notifications USING INDEX ${index} \\(person_id=\\?`),
      ])
    },
  )
})
