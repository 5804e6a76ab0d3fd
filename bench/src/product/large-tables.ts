/** Fills tables of the stopped product: people, watchers and notifications by the thousands, which no door makes fast enough. */
import { randomUUID } from 'node:crypto'
import type { ProductDatabase } from '../databases/database.ts'

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

/** Twelve digits of a number, with which an id ends. */
const digits = 'substr(cast(1000000000000 + number.value as text), 2)'

/** Copies a notification of a person until there are so many; the copies were read. */
export async function addNotifications(
  database: ProductDatabase,
  personId: string,
  count: number,
): Promise<void> {
  const own: Record<string, string> = {
    id: `substr(id, 1, 24) || ${digits}`,
    event_id: `substr(event_id, 1, 24) || ${digits}`,
    entry_id: `substr(entry_id, 1, 24) || ${digits}`,
    latest_id: `substr(latest_id, 1, 24) || ${digits}`,
    key: `substr(key, 1, 31) || ${digits}`,
    read_at: '1',
    seen_at: '1',
    unread: '0',
    unseen: '0',
  }
  for (const table of ['notifications', 'inbox_entries']) {
    const [row = {}] = await database.all(`select * from ${table} where person_id = $1 limit 1`, [personId])
    const columns = Object.keys(row)
    await database.all(
      `with recursive number(value) as (select 1 union all select value + 1 from number where value < ${count - 1})
       insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
       select ${columns.map((name) => own[name] ?? `"${name}"`).join(', ')} from ${table}, number
       where id = $1 and ${count} > 1`,
      [row.id],
    )
  }
  await database.analyze()
}
