/** Fills tables of the stopped product: people, watchers and notifications by the thousands, which no door makes fast enough. */
import { randomUUID } from 'node:crypto'
import type { ProductDatabase } from '../databases/database.ts'
import { copyRow, digits, idOfCopy, number } from './copy-row.ts'

/** Rows of one statement. */
const chunk = 500

/** Adds people who never sign in; their ids. */
export async function addPeople(database: ProductDatabase, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  for (let start = 0; start < count; start += chunk) {
    const values = ids
      .slice(start, start + chunk)
      .map((id, index) => `('${id}', 1, 'Person ${start + index}', '${id}@bench.example', 'viewer', 0)`)
    await database.all(
      `insert into people (id, revision, name, email, role, created_at) values ${values.join(', ')}`,
    )
  }
  await database.analyze()
  return ids
}

/** Lets each of these people watch what the key names. */
export async function addWatchers(
  database: ProductDatabase,
  key: string,
  personIds: readonly string[],
): Promise<void> {
  for (let start = 0; start < personIds.length; start += chunk) {
    const values = personIds.slice(start, start + chunk).map((id) => `('${id}', '${key}', 'watching', 1, 0)`)
    await database.all(
      `insert into subscriptions (person_id, key, level, revision, changed_at) values ${values.join(', ')}`,
    )
  }
  await database.analyze()
}

/** Copies a notification of a person until there are so many; the copies were read. */
export async function addNotifications(
  database: ProductDatabase,
  personId: string,
  count: number,
): Promise<void> {
  // What one event told two people has ids that differ at their ends alone: numbers go on from one person to the next.
  const [row] = await database.all('select count(*) as taken from notifications')
  const free = `${number} + ${Number(row?.taken)}`
  const own = {
    id: idOfCopy('id', free),
    event_id: idOfCopy('event_id', free),
    entry_id: idOfCopy('entry_id', free),
    latest_id: idOfCopy('latest_id', free),
    key: `substr(key, 1, 31) || ${digits}`,
    read_at: '1',
    seen_at: '1',
    unread: '0',
    unseen: '0',
  }
  for (const table of ['notifications', 'inbox_entries']) {
    const [first] = await database.all(`select id from ${table} where person_id = $1 limit 1`, [personId])
    await copyRow(database, { table, where: { column: 'id', is: first?.id }, count: count - 1, own })
  }
  await database.analyze()
}
