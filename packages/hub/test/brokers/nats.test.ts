/** The broker over NATS, on a server of its own. */
import { describeBroker } from '@copydesk/testkit/broker-contract'
import { startNats } from '@copydesk/testkit/message-servers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNatsBroker } from '../../src/brokers/nats.ts'
import { describeBrokerFaults } from '../support/broker-faults.ts'
import { describeBrokerNodes } from '../support/broker-nodes.ts'
import { type MessageServer, startNatsServer } from '../support/message-servers.ts'
import { openTwo } from '../support/open-two.ts'

let server: MessageServer
beforeAll(async () => {
  server = await startNatsServer()
})
afterAll(() => server.stop())

it('says what is wrong with a server that takes short messages only', async () => {
  const small = await startNats({ maxPayload: 1024 })
  const name = `nats://127.0.0.1:${small.port}`
  const broker = createNatsBroker({ connection: { servers: `127.0.0.1:${small.port}` }, name })
  const reason = `${name}: it takes 1024 bytes at most; its max_payload must be 262144 or more`
  await expect.poll(() => broker.state).toEqual({ phase: 'degraded', reason })
  await broker.close()
  await small.stop()
})

describeBroker('NATS', () => openTwo(server))
describeBrokerFaults('NATS', startNatsServer)
describeBrokerNodes('NATS', () => server)
