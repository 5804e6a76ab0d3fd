/**
 * For migrations that change rows that people have on their screens, without an event: positions from before are worth
 * nothing any more, and every client loads anew.
 */
import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

export async function startNewHistory(db: Kysely<unknown>): Promise<void> {
  const epoch = randomBytes(6).toString('base64url')
  await sql`update meta set value = ${epoch} where key = 'epoch'`.execute(db)
  await sql`update channels set epoch = ${epoch}`.execute(db)
}
