/** Two nodes' brokers on one message server, for the contract. */
import { phase, settle } from './broker-ends.ts'
import type { MessageServer } from './message-servers.ts'

export async function openTwo(server: MessageServer) {
  const [here, there] = [server.open({}), server.open({})]
  await Promise.all([here, there].map((broker) => phase(broker, 'connected')))
  return {
    here,
    there,
    settle: () => settle({ here, there }),
    close: async () => void (await Promise.all([here.close(), there.close()])),
  }
}
