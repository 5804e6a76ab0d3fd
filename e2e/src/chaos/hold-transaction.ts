/** Somebody else's transaction that holds rows: who wants to write into one project waits for it, or is told to come again. */
import type { Cluster } from '@copydesk/testkit/postgres'
import { Client } from 'pg'

/** Resolves when it holds the project; what it resolves with ends it. Nothing is held where PostgreSQL is away. */
export async function holdTransaction(cluster: Cluster): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: cluster.url() })
  // PostgreSQL may be killed meanwhile.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin')
    await client.query('select id from projects order by id desc limit 1 for update')
  } catch {
    // Away at this moment.
  }
  return () => client.end().catch(() => {})
}
