/** The broker over Redis, on a server of its own. */
import { describeBroker } from '@copydesk/testkit/broker-contract'
import { afterAll, beforeAll } from 'vitest'
import { describeBrokerFaults } from '../support/broker-faults.ts'
import { describeBrokerNodes } from '../support/broker-nodes.ts'
import { type MessageServer, startRedisServer } from '../support/message-servers.ts'
import { openTwo } from '../support/open-two.ts'

let server: MessageServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())

describeBroker('Redis', () => openTwo(server))
describeBrokerFaults('Redis', startRedisServer)
describeBrokerNodes('Redis', () => server)
