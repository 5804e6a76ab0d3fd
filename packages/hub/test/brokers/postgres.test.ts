/** The broker over NOTIFY, on a PostgreSQL of its own and behind a pooler. */
import { describeBroker } from '@copydesk/testkit/broker-contract'
import { type Cluster, startCluster, startPgBouncer } from '@copydesk/testkit/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresBroker } from '../../src/brokers/postgres.ts'
import { phase, settle } from '../support/fence.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

const open = (port = cluster.port) =>
  createPostgresBroker({
    connection: { connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` },
    name: `postgres at 127.0.0.1:${port}`,
    listenerFailed: () => undefined,
  })

async function openTwo() {
  const [here, there] = [open(), open()]
  await Promise.all([here, there].map((broker) => phase(broker, 'connected')))
  return {
    here,
    there,
    settle: () => settle({ here, there }),
    close: async () => void (await Promise.all([here.close(), there.close()])),
  }
}

describeBroker('PostgreSQL', openTwo)

describe('a broker over PostgreSQL', () => {
  it('says what is wrong behind a pooler in transaction mode', async () => {
    const pooler = await startPgBouncer(cluster)
    const broker = open(pooler.port)
    try {
      await expect
        .poll(() => broker.state)
        .toEqual({
          phase: 'degraded',
          reason: `postgres at 127.0.0.1:${pooler.port}: LISTEN does not work through a pooler in transaction mode`,
        })
    } finally {
      await broker.close()
      await pooler.stop()
    }
  })
})
