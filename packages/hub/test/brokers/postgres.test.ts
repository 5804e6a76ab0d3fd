/** The broker over NOTIFY, on a PostgreSQL of its own and behind a pooler. */
import { describeBroker } from '@copydesk/testkit/broker-contract'
import { startPgBouncer } from '@copydesk/testkit/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresBroker } from '../../src/brokers/postgres.ts'
import { describeBrokerFaults } from '../support/broker-faults.ts'
import { describeBrokerNodes } from '../support/broker-nodes.ts'
import { type MessageServer, startPostgres } from '../support/message-servers.ts'
import { openTwo } from '../support/open-two.ts'

let server: MessageServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const open = (port: number) =>
  createPostgresBroker({
    connection: { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' },
    name: `postgres at 127.0.0.1:${port}`,
  })

describeBroker('PostgreSQL', () => openTwo(server))
describeBrokerFaults('PostgreSQL', startPostgres)
describeBrokerNodes('PostgreSQL', () => server)

describe('a broker over PostgreSQL', () => {
  it('says what is wrong behind a pooler in transaction mode', async () => {
    const pooler = await startPgBouncer(server)
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
