/**
 * The doctor in front of real proxies: it names cause, hop and proxy in the configuration that operators begin with,
 * the snippet that it gives mends it, and where nothing is wrong it finds nothing.
 */
import { type StartedServer, startServer } from '@copydesk/testkit'
import { documentedConfig, type ProxyName, proxyKinds, quickStartConfig } from '@copydesk/testkit/proxies'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type BehindProxy, startBehindProxy } from '../src/behind-proxy.ts'
import { type Diagnosis, doctorSays, healthy } from '../src/doctor-says.ts'

const timeout = 180_000

async function startPlace(isTold = true): Promise<BehindProxy> {
  const place = await startBehindProxy({ isTold })
  onTestFinished(() => place.stop())
  return place
}

async function askBehind(place: BehindProxy, name: ProxyName, config: string, ...flags: string[]) {
  const proxy = await place.start(name, config)
  try {
    return await doctorSays(place.url, place.server.url, ...flags)
  } finally {
    await proxy.stop()
  }
}

/** The snippet of the diagnosis as the configuration; that it is there is part of what is tested. */
const mended = (place: BehindProxy, name: ProxyName, { snippet }: Diagnosis) =>
  askBehind(place, name, snippet ?? 'no snippet')

describe('a proxy before the server', { timeout }, () => {
  it.each([
    ['nginx', 'http_1_0_upstream', 'nginx'],
    ['apache', 'upgrade_stripped', 'Apache'],
    ['varnish', 'upgrade_stripped', 'Varnish'],
  ] as const)('%s: %s, and its snippet mends it', async (name, cause, named) => {
    const place = await startPlace()
    const diagnosis = await askBehind(place, name, quickStartConfig(name))
    expect(diagnosis).toMatchObject({
      exitCode: 1,
      findings: [{ cause, hop: 'proxy', confidence: 'certain' }],
    })
    expect(diagnosis.comparison).toMatch(new RegExp(`Directly .* it works: .* with ${named}`))
    expect(await mended(place, name, diagnosis)).toMatchObject(healthy)
  })

  it.each(['nginx', 'apache'] as const)(
    '%s: the server does not learn which host was asked',
    async (name) => {
      const { findings } = await askBehind(await startPlace(false), name, quickStartConfig(name))
      expect(findings.map(({ cause }) => cause)).toContain('forwarded_headers')
    },
  )

  it.each(['caddy', 'haproxy'] as const)('%s: all well at once, as far as that shows', async (name) => {
    const place = await startPlace()
    expect(await askBehind(place, name, quickStartConfig(name))).toMatchObject(healthy)
    expect(await askBehind(place, name, documentedConfig(name))).toMatchObject(healthy)
  })

  it('HAProxy: ends what is silent for 10 s, which shows with --idle; not so as documented', async () => {
    const [begun, documented] = await Promise.all([startPlace(), startPlace()])
    const [before, after] = await Promise.all([
      askBehind(begun, 'haproxy', quickStartConfig('haproxy'), '--idle'),
      askBehind(documented, 'haproxy', documentedConfig('haproxy'), '--idle'),
    ])
    expect(before.findings).toMatchObject([{ cause: 'idle_timeout', hop: 'proxy', confidence: 'certain' }])
    expect(before.comparison).toContain('it works: the fault lies between, with HAProxy')
    expect(after).toMatchObject(healthy)
  })
})

describe('Squid before the people', { timeout }, () => {
  let server: StartedServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  it('blocks WebSockets to this port, which its snippet allows', async () => {
    const ask = async (config: string) => {
      const squid = await proxyKinds.squid.start({ config, upstreamPort: server.port })
      try {
        return await doctorSays(server.url, server.url, '--proxy', squid.url)
      } finally {
        await squid.stop()
      }
    }
    const diagnosis = await ask(quickStartConfig('squid'))
    expect(diagnosis).toMatchObject({
      exitCode: 1,
      findings: [{ cause: 'network_blocks_websockets', hop: 'network', confidence: 'certain' }],
    })
    expect(diagnosis.comparison).toContain('it works: the fault lies between, with Squid')
    expect(await ask(documentedConfig('squid'))).toMatchObject(healthy)
  })
})
