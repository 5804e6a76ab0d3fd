import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Broker } from '@copydesk/hub'
import { makeCertificate } from '@copydesk/testkit'
import { startNats, startRedis } from '@copydesk/testkit/message-servers'
import { createClient } from 'redis'
import { afterEach, expect, inject, it, onTestFinished } from 'vitest'
import { brokerAddress } from '../settings/broker.ts'
import { type BrokerSettings, openBroker } from './open-broker.ts'

const opened: Broker[] = []
afterEach(() => Promise.all(opened.splice(0).map((broker) => broker.close())))

async function openAnyway(settings: Partial<BrokerSettings>): Promise<Broker> {
  const nothing = { databaseUrl: undefined, databaseListenUrl: undefined, broker: undefined }
  const broker = await openBroker({ ...nothing, ...settings }, () => {})
  opened.push(broker)
  return broker
}

async function open(settings: Partial<BrokerSettings>): Promise<Broker> {
  const broker = await openAnyway(settings)
  await expect.poll(() => broker.state).toEqual({ phase: 'connected' })
  return broker
}

/** What it says of why it reaches nobody. */
async function refused(url: string): Promise<string> {
  const broker = await openAnyway({ broker: brokerAddress.parse(url) })
  let reason = ''
  await expect
    .poll(() => {
      if (broker.state.phase === 'degraded') reason = broker.state.reason
      return reason
    })
    .not.toMatch(/^$|not connected yet/)
  return reason
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

const withTls = [
  ['Redis', startRedis, 'redis', /WRONGPASS/],
  ['NATS', startNats, 'nats', /Authorization Violation/i],
] as const

it.each(withTls)(
  'lets them hear each other over %s with TLS, and says why it reaches none',
  async (_name, start, scheme, notLetIn) => {
    const certificate = makeCertificate()
    onTestFinished(() => certificate.remove())
    const program = await start({ login: { user: 'desk', password: 'w@rd' }, certificate })
    onTestFinished(() => program.stop())
    const secure = scheme === 'redis' ? 'rediss' : 'tls'
    const at = (host: string, word = 'w%40rd') => `${secure}://desk:${word}@${host}:${program.port}`
    expect(await refused(at('localhost'))).toMatch(/localhost:\d+: self-signed certificate/i)
    const trusted = getCACertificates('default')
    setDefaultCACertificates([...trusted, certificate.cert])
    onTestFinished(() => setDefaultCACertificates(trusted))
    // By name and by number: the certificate is for both.
    const [here, there] = await Promise.all(
      ['localhost', '127.0.0.1'].map((host) => open({ broker: brokerAddress.parse(at(host)) })),
    )
    if (!here || !there) throw new Error('There are two')
    await hear(here, there)
    const reasons = [await refused(at('localhost', 'another'))]
    expect(reasons[0]).toMatch(notLetIn)
    // A server that wants TLS is given it by NATS's client in any case.
    if (scheme === 'redis') reasons.push(await refused(at('localhost').replace(secure, scheme)))
    for (const reason of reasons) {
      expect(reason).toContain(`localhost:${program.port}`)
      expect(reason).not.toMatch(/w(%40|@)rd|another/)
    }
  },
)

it('is let in by NATS with a token', async () => {
  const program = await startNats({ token: 'w@rd' })
  onTestFinished(() => program.stop())
  const url = (token: string) => `nats://${token}@127.0.0.1:${program.port}`
  const [here, there] = await Promise.all(
    ['w%40rd', ':w%40rd'].map((token) => open({ broker: brokerAddress.parse(url(token)) })),
  )
  if (!here || !there) throw new Error('There are two')
  await hear(here, there)
  expect(await refused(url('another'))).toMatch(/Authorization Violation/i)
  // No word goes to a server that knows no TLS.
  expect(await refused(url('w%40rd').replace('nats', 'tls'))).toMatch(/tls/i)
})

it('lets servers hear each other that reach different nodes of a Redis cluster', async () => {
  const nodes = await Promise.all([startRedis({ isClusterNode: true }), startRedis({ isClusterNode: true })])
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.stop()))))
  const [first, second] = nodes
  const administrator = createClient({ url: `redis://127.0.0.1:${first.port}` })
  await administrator.connect()
  onTestFinished(() => administrator.destroy())
  const cluster = (...args: string[]) => administrator.sendCommand(['CLUSTER', ...args])
  await cluster('ADDSLOTSRANGE', '0', '16383')
  const info = createClient({ url: `redis://127.0.0.1:${second.port}` })
  await info.connect()
  onTestFinished(() => info.destroy())
  const [, busPort = ''] = /@(\d+)/.exec(String(await info.sendCommand(['CLUSTER', 'NODES']))) ?? []
  await cluster('MEET', '127.0.0.1', String(second.port), busPort)
  await expect
    .poll(async () => String(await info.sendCommand(['CLUSTER', 'INFO'])))
    .toContain('cluster_state:ok')
  const [here, there] = await Promise.all(
    nodes.map(({ port }) => open({ broker: brokerAddress.parse(`redis://127.0.0.1:${port}`) })),
  )
  if (!here || !there) throw new Error('There are two')
  await hear(here, there)
  await hear(there, here)
})
