/**
 * A PostgreSQL of its own for one product: a temporary folder, a free port of loopback, never root. It keeps what it
 * confirmed as a real one does, so it is not as fast as the tests have theirs.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries, startCluster } from '@copydesk/testkit/postgres'
import type { ProductDatabase } from './database.ts'
import { openConnection } from './open-connection.ts'
import { toldPostgres } from './told-postgres.ts'

/** PostgreSQL's own defaults, where the tests have others. */
const settings = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  autovacuum: 'on',
  jit: 'on',
}

/** Empty, or with the demo in it. */
export async function startPostgres(demo: 'empty' | 'told' = 'empty'): Promise<ProductDatabase> {
  const cluster = await startCluster({ settings, ...(demo === 'told' && { copyOf: await toldPostgres() }) })
  const address = { name: 'postgres', location: cluster.url() } as const
  const connection = await openConnection(address)
  const figure = async (sql: string) => Number((await connection.all(sql))[0]?.figure)
  return {
    address,
    pid: Number(readFileSync(join(cluster.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
    env: { COPYDESK_DATABASE_URL: address.location },
    all: connection.all,
    // Transactions that write have a number; those that read have none.
    commits: () => figure('select pg_snapshot_xmax(pg_current_snapshot())::text as figure'),
    syncs: () => figure('select wal_sync as figure from pg_stat_wal'),
    analyze: async () => {
      await connection.all('analyze')
    },
    stop: async () => {
      await connection.close()
      await cluster.stop()
    },
  }
}

/** Debian's package may be missing. */
export function isPostgresInstalled(): boolean {
  try {
    findBinaries()
    return true
  } catch {
    return false
  }
}
