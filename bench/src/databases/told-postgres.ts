/**
 * The PostgreSQL in which the demo is told, once: telling it takes longer than most measurements, so each product has a
 * copy of it. Who measured stops it.
 */
import { startServer } from '@copydesk/testkit'
import { type Cluster, startCluster } from '@copydesk/testkit/postgres'
import { openConnection } from './open-connection.ts'

let told: Promise<Cluster> | undefined

export function toldPostgres(): Promise<Cluster> {
  told ??= tell()
  return told
}

export async function stopToldPostgres(): Promise<void> {
  const cluster = await told?.catch(() => undefined)
  told = undefined
  await cluster?.stop()
}

async function tell(): Promise<Cluster> {
  const cluster = await startCluster()
  try {
    const location = cluster.url()
    const server = await startServer({ env: { COPYDESK_DATABASE_URL: location } })
    await server.stop()
    const connection = await openConnection({ name: 'postgres', location })
    // The reminders of the mornings to come, as in the copies that servers on SQLite begin with.
    await connection.all("delete from outbox where topic = 'remind'")
    await connection.all('vacuum analyze')
    await connection.close()
    return cluster
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
