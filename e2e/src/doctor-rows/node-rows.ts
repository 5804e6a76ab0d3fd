/** Rows 9 and 24: several nodes behind a load balancer. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Broker, createHub, createMemoryBroker, createMemoryJournal, type Hub } from '@copydesk/hub'
import { documentedConfig, freePort, proxyKinds } from '@copydesk/testkit/proxies'
import { askDoctor } from '../doctor-says.ts'
import type { Row, World } from './row.ts'

export const nodeRows: Row[] = [
  {
    row: 9,
    cause: 'wrong_node',
    hop: 'proxy',
    provokedBy: 'HAProxy with two hubs, one of them dead',
    fix: /take nodes that do not answer out of the load balancer/,
    provoke: async (world) => {
      const [node, dead] = [await startNode(world, 'a', createMemoryBroker()), await freePort()]
      let haproxy = await startBalancer(node.port, dead)
      world.onEnd(() => haproxy.stop())
      return {
        ask: () => askDoctor([haproxy.url]),
        mend: async () => {
          await haproxy.stop()
          haproxy = await startBalancer(node.port)
        },
      }
    },
  },
  {
    row: 24,
    cause: 'broker_broken',
    hop: 'broker',
    provokedBy: 'HAProxy with two hubs, the broker between them cut',
    fix: /whether each reaches the broker/,
    provoke: async (world) => {
      const [left, right, join] = severedBrokers()
      const nodes = [await startNode(world, 'a', left), await startNode(world, 'b', right)]
      const haproxy = await startBalancer(...nodes.map(({ port }) => port))
      world.onEnd(() => haproxy.stop())
      return {
        ask: () => askDoctor([haproxy.url]),
        mend: async () => {
          join()
          // Each says every 10 s that it is there.
          while (nodes.some(({ hub }) => hub.peers().length === 0)) await nextTick()
        },
      }
    },
  },
]

interface Node {
  hub: Hub
  port: number
}

async function startNode({ onEnd }: World, nodeId: string, broker: Broker): Promise<Node> {
  const hub = createHub({
    nodeId,
    broker,
    journal: createMemoryJournal(),
    authenticate: async () => ({ ok: false, reason: 'denied', message: 'nobody' }),
    authorize: async () => ({ ok: false, reason: 'denied' }),
    rulesFor: () => undefined,
    isOriginAllowed: () => true,
  })
  const server = createServer((request, response) => {
    if (!hub.handle(request, response)) response.writeHead(404).end()
  })
  hub.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onEnd(async () => {
    await hub.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { hub, port: (server.address() as AddressInfo).port }
}

/** The documented configuration with these nodes, each asked in turn. */
function startBalancer(...ports: number[]) {
  const nodes = ports.map((port, index) => `    server copydesk${index + 1} 127.0.0.1:${port}`).join('\n')
  const config = documentedConfig('haproxy').replace(
    /^ *server copydesk1 .*$/m,
    `${nodes}\n    # 127.0.0.1:4600`,
  )
  return proxyKinds.haproxy.start({ config, upstreamPort: 4600 })
}

/** Two ends of one broker that hears nothing from the other end until they are joined. */
function severedBrokers(): [left: Broker, right: Broker, join: () => void] {
  const [left, right] = [createMemoryBroker(), createMemoryBroker()]
  let isJoined = false
  const sending = (own: Broker, other: Broker): Broker => ({
    ...own,
    publish: (announcements) => {
      own.publish(announcements)
      if (isJoined) other.publish(announcements)
    },
    sendToNode: (nodeId, message) => {
      own.sendToNode(nodeId, message)
      if (isJoined) other.sendToNode(nodeId, message)
    },
  })
  const join = () => {
    isJoined = true
  }
  return [sending(left, right), sending(right, left), join]
}

const nextTick = () => new Promise((resolve) => setTimeout(resolve, 50))
