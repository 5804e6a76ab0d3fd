/**
 * Connections to PostgreSQL, each kept for a while and then made anew, so that a server that was put behind the same
 * address is found. A connection that failed in a way that another would not goes at once: its server is shutting down,
 * or became a read-only standby.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient, type QueryArrayResult, type QueryResult } from 'pg'
import type { ConnectionOptions } from './connection-options.ts'
import { codeOf } from './failure-of.ts'
import { typeParsers } from './type-parsers.ts'

const idleMs = 30_000
const lifetimeSeconds = 600

/** Read-only standby, shut down by an operator, crashed, no longer to be connected to. */
const spoiling = new Set(['25006', '57P01', '57P02', '57P03'])

export interface PoolLimits {
  max: number
  /** For a connection: a new one, or that of somebody else to become free. */
  connectTimeoutMs: number
}

export function createPool(
  { client }: ConnectionOptions,
  { max, connectTimeoutMs }: PoolLimits,
): PostgresPool {
  const pool = new Pool({
    application_name: 'copydesk',
    ...client,
    max,
    types: typeParsers,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: idleMs,
    maxLifetimeSeconds: lifetimeSeconds,
    keepAlive: true,
    // What is asked without a wait for the answer before goes out at once (together.ts).
    pipeline: true,
  })
  // A connection that breaks is told of by whatever is asked of it next; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (connected) => connected.on('error', () => {}))
  return {
    options: pool.options,
    connect: async () => checkedOut(await pool.connect()),
    end: () => pool.end(),
  }
}

/** For one transaction. Of several statements sent at once the last one's rows count. */
function checkedOut(client: PoolClient): PostgresPoolClient {
  let isSpoiled = false
  const query = async (text: string, parameters: readonly unknown[]) => {
    try {
      const result: QueryResult | QueryArrayResult[] = await client.query(text, [...parameters])
      return Array.isArray(result) ? result.at(-1) : result
    } catch (error) {
      isSpoiled ||= spoiling.has(codeOf(error))
      throw error
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || isSpoiled),
  }
}
