/**
 * A hub on a real HTTP server on a free loopback port. Its timers (pings, journal polls) run only when the test
 * says so; everything else is real.
 */
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import {
  createHub,
  createMemoryBroker,
  createMemoryJournal,
  type HubOptions,
  systemEnvironment,
} from '../../src/index.ts'
import { FakeEnvironment } from './fake-environment.ts'
import { FakeLog } from './fake-log.ts'
import { authenticateByName, TestRights, testRules } from './test-hub.ts'

export async function startTestServer(overrides: Partial<HubOptions> = {}) {
  const journal = createMemoryJournal()
  const broker = createMemoryBroker()
  const rights = new TestRights()
  const log = new FakeLog()
  const timers = new FakeEnvironment()
  const options: HubOptions = {
    journal,
    broker,
    authenticate: authenticateByName,
    authorize: rights.authorize,
    rulesFor: testRules,
    isOriginAllowed: (origin) => origin === undefined || origin === 'https://desk.example',
    log,
    ...overrides,
  }
  const hub = createHub(options, { ...systemEnvironment, every: timers.every, after: timers.after })
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    if (!hub.handle(request, response)) response.writeHead(404).end()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const detach = hub.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    hub,
    journal,
    broker,
    rights,
    log,
    timers,
    server,
    detach,
    port,
    url: `ws://127.0.0.1:${port}/connection/websocket`,
    publish: (channel: string, value: unknown): void => {
      const { publication, position } = journal.append(channel, JSON.stringify(value))
      broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
    },
    /** Pulls every cable: no close frame, no goodbye. */
    cut: (): void => {
      for (const socket of sockets) socket.destroy()
    },
    /** Resolves when no connection is left, however its client left. */
    untilGone: async (): Promise<void> => {
      while (hub.stats().connections > 0) await new Promise((resolve) => setImmediate(resolve))
    },
    stop: async (): Promise<void> => {
      await hub.close()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>
