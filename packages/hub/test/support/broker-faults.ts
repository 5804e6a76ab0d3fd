/** What every broker of a message server must do when the server, or the way to it, fails. */
import { startSwitch } from '@copydesk/testkit/postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type Announcement,
  type Broker,
  type BrokerState,
  type Environment,
  systemEnvironment,
} from '../../src/index.ts'
import { phase, settle } from './broker-ends.ts'
import { type MessageServer, password } from './message-servers.ts'

/** Waits a quarter of the time. */
const hurried: Environment = {
  ...systemEnvironment,
  every: (ms, callback) => systemEnvironment.every(ms / 4, callback),
  after: (ms, callback) => systemEnvironment.after(ms / 4, callback),
}

const channels = Array.from({ length: 1_200 }, (_, index) => `project:${index} ü.*`)
const announce = (channel: string, data = '1'): Announcement[] => [
  { channel, epoch: 'e', publications: [{ offset: 1, data }] },
]

export function describeBrokerFaults(name: string, start: () => Promise<MessageServer>): void {
  describe(`broker faults: ${name}`, () => {
    let server: MessageServer
    const cleanUps: (() => Promise<unknown>)[] = []
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server.stop())
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
    })

    const open = (options: Parameters<MessageServer['open']>[0] = {}): Broker => {
      const broker = server.open({ environment: hurried, ...options })
      cleanUps.push(() => broker.close())
      return broker
    }

    /** Two nodes that reach the server over a way that can be cut; one of them follows many channels. */
    async function openTwo() {
      const way = await startSwitch(server.port)
      cleanUps.push(() => way.stop())
      const [here, there] = [open({ port: way.port }), open({ port: way.port })]
      await Promise.all([phase(here, 'connected'), phase(there, 'connected')])
      const heard = new Set<string>()
      const follow = (channel: string) => there.follow(channel, () => heard.add(channel))
      const followed = channels.map(follow)
      await Promise.all(followed.map(({ ready }) => ready))
      const states: BrokerState[] = []
      there.onState((state) => states.push(state))
      const address = `server:${way.port}`
      /** Both lose the server, and publish meanwhile; they have it again, and all channels with it. */
      const survive = async (fail: () => void | Promise<void>, mend: () => void | Promise<void>) => {
        const lost = [here, there].map((broker) => phase(broker, 'degraded'))
        await fail()
        for (const channel of channels) here.publish(announce(channel))
        await Promise.all(lost)
        here.publish(announce('project:1'))
        here.sendToNode('*', 'lost')
        expect(states[0]).toMatchObject({ phase: 'degraded', reason: expect.stringContaining(address) })
        // Followed while nothing can be, and nobody waits for it.
        await follow('late').ready
        await mend()
        await phase(here, 'connected')
        await phase(there, 'connected')
        heard.clear()
        for (const channel of [...channels, 'late']) here.publish(announce(channel))
        await settle({ here, there })
        expect([...channels, 'late'].filter((channel) => !heard.has(channel))).toEqual([])
        expect(JSON.stringify(states)).not.toContain(password)
        expect(there.figures.reconnects).toBeGreaterThan(0)
      }
      return { here, there, way, survive }
    }

    it('comes back with every channel after a crash of the server', async () => {
      const { here, survive } = await openTwo()
      await survive(
        () => server.crash(),
        () => server.restart(),
      )
      expect(here.figures.dropped).toBeGreaterThan(0)
    })

    it('comes back when its connections are cut', async () => {
      const { way, survive } = await openTwo()
      await survive(
        () => way.cut(),
        () => undefined,
      )
    })

    it('notices a connection that is open and carries nothing', async () => {
      const { way, survive } = await openTwo()
      await survive(
        () => way.silence(),
        () => undefined,
      )
    })

    it('keeps a bounded amount for a server that stands still', async ({ skip }) => {
      if (!server.freeze) skip('It is many processes; the way that carries nothing looks the same from here.')
      const { here, there, survive } = await openTwo()
      await survive(
        () => {
          server.freeze?.()
          const long = JSON.stringify('x'.repeat(100_000))
          for (let times = 0; times < 400; times += 1) here.publish(announce('project:1', long))
          expect(here.figures.dropped).toBeGreaterThan(0)
        },
        async () => {
          await expect
            .poll(() => there.state)
            .toMatchObject({ reason: expect.stringContaining('not answer') })
          server.thaw?.()
        },
      )
    })

    it('says that it is not let in, and not with which password', async () => {
      const broker = open({ password: 'another-word' })
      if (name === 'PostgreSQL') return
      await expect.poll(() => JSON.stringify(broker.state)).toMatch(/WRONGPASS|Authorization Violation/i)
      expect(JSON.stringify(broker.state)).not.toContain('another-word')
    })

    it('closes in every state, and calls nobody back after that', async () => {
      const nobody = await startSwitch(1)
      cleanUps.push(() => nobody.stop())
      const connecting = server.open({ environment: hurried })
      const refused = server.open({ environment: hurried, port: nobody.port })
      const connected = server.open({ environment: hurried })
      await Promise.all([phase(connected, 'connected'), phase(refused, 'degraded')])
      const told: unknown[] = []
      for (const broker of [connecting, refused, connected]) {
        broker.onState((state) => told.push(state))
        broker.follow('project:1', (announcement) => told.push(announcement))
      }
      connected.publish(announce('project:1'))
      const closing = [connecting, refused, connected].map((broker) => broker.close())
      connected.publish(announce('project:1'))
      await Promise.all(closing)
      for (const broker of [connecting, refused, connected]) {
        broker.publish(announce('project:1'))
        broker.follow('project:2', (announcement) => told.push(announcement)).unfollow()
        await broker.close()
      }
      expect(told).toEqual([])
    })
  })
}
