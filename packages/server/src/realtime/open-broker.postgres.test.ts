import type { Broker } from '@copydesk/hub'
import { startNats, startRedis } from '@copydesk/testkit/message-servers'
import { afterEach, expect, inject, it, onTestFinished } from 'vitest'
import { brokerAddress } from '../settings/broker.ts'
import { type BrokerSettings, openBroker } from './open-broker.ts'

const opened: Broker[] = []
afterEach(() => Promise.all(opened.splice(0).map((broker) => broker.close())))

async function open(settings: Partial<BrokerSettings>): Promise<Broker> {
  const nothing = { databaseUrl: undefined, databaseListenUrl: undefined, broker: undefined }
  const broker = await openBroker({ ...nothing, ...settings }, () => {})
  opened.push(broker)
  await expect.poll(() => broker.state).toEqual({ phase: 'connected' })
  return broker
}

async function hear(here: Broker, there: Broker): Promise<void> {
  const heard: string[] = []
  await there.follow('project:1', ({ channel }) => heard.push(channel)).ready
  here.publish([{ channel: 'project:1', epoch: 'e', publications: [{ offset: 1, data: '1' }] }])
  await expect.poll(() => heard).toEqual(['project:1'])
}

it('lets servers of one PostgreSQL database hear each other, by the database or by the way past its pooler', async () => {
  const url = inject('postgresUrl')
  const here = await open({ databaseUrl: url })
  const there = await open({ databaseUrl: 'postgres://pooler/desk', databaseListenUrl: url })
  await hear(here, there)
})

it.each([
  ['Redis', startRedis, 'redis'],
  ['NATS', startNats, 'nats'],
] as const)(
  'lets them hear each other over %s, with a password and a prefix',
  async (_name, start, scheme) => {
    const program = await start({ login: { user: 'desk', password: 'w@rd' } })
    onTestFinished(() => program.stop())
    const url = (prefix: string) => `${scheme}://desk:w%40rd@127.0.0.1:${program.port}?prefix=${prefix}`
    const broker = (prefix: string) => open({ broker: brokerAddress.parse(url(prefix)) })
    const [here, there, stranger] = [await broker('one'), await broker('one'), await broker('two')]
    const heard: string[] = []
    await stranger.follow('project:1', ({ channel }) => heard.push(channel)).ready
    await hear(here, there)
    await hear(stranger, stranger)
    expect(heard).toHaveLength(1)
  },
)
