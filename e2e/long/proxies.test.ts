/**
 * Copydesk behind each proxy that Debian has: in the configuration that operators begin with (what a client sees and
 * what arrives, so that the doctor can be held to it), and in the one of docs/proxies, in which everything is live.
 */
import type { Comment } from '@copydesk/contract'
import { launchBrowser } from '@copydesk/testkit'
import { header } from '@copydesk/testkit/fault-proxy'
import { documentedConfig, type ProxyName, quickStartConfig } from '@copydesk/testkit/proxies'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  type BehindProxy,
  expectUnbuffered,
  startBehindProxy,
  startProject,
  ways,
} from '../src/behind-proxy.ts'
import { liveStatus } from '../src/frame.ts'
import { askForWebSocket, followByWebSocket } from '../src/live-ways.ts'
import { comment, composer } from '../src/project-page.ts'
import { type QuickStart, quickStarts } from '../src/quick-starts.ts'
import { demoPeople, patienceMs, signIn } from '../src/stage.ts'

const names = Object.keys(quickStarts) as (keyof typeof quickStarts)[]

let place: BehindProxy
/** Its server was never told that there is a proxy. */
let untold: BehindProxy
let browser: Browser
beforeAll(async () => {
  ;[place, untold, browser] = await Promise.all([
    startBehindProxy(),
    startBehindProxy({ isTold: false }),
    launchBrowser(),
  ])
})
afterAll(async () => {
  await browser.close()
  await place.stop()
  await untold.stop()
})

async function startProxy(at: BehindProxy, name: ProxyName, config: string): Promise<void> {
  const proxy = await at.start(name, config)
  onTestFinished(() => proxy.stop())
}

const lastRequest = (at: BehindProxy) => {
  const last = at.wire.exchanges.at(-1)?.asked
  if (!last) throw new Error('Nothing arrived')
  return last
}

describe.each(names)('%s as operators begin', (name) => {
  const expected: QuickStart = quickStarts[name]

  it('answers a WebSocket as it always did', async () => {
    await startProxy(untold, name, quickStartConfig(name))
    const answer = await askForWebSocket({ url: untold.url, cookie: '' })
    expect(answer).toMatchObject({
      status: expected.status,
      problem: expected.code === null ? null : { code: expected.code },
    })
    const arrived = lastRequest(untold)
    const host = new URL(expected.keepsHost ? untold.url : untold.wire.url).host
    expect([arrived.version, header(arrived, 'host')]).toEqual([expected.version, host])
    expect(header(arrived, 'upgrade')).toBe(expected.status === 101 ? 'websocket' : null)
    const added = arrived.headers.map(([each]) => each.toLowerCase()).filter((each) => each.startsWith('x-'))
    expect(added.sort()).toEqual(expected.adds)
  })

  it('lets people sign in where it keeps the host, or the server knows its public address', async () => {
    await startProxy(untold, name, quickStartConfig(name))
    const signing = startProject(untold.url)
    if (expected.keepsHost) await signing
    else await expect(signing).rejects.toThrow('origin_not_allowed')
    await startProxy(place, name, quickStartConfig(name))
    await startProject(place.url)
  })

  it('carries streams and polling unbuffered', async () => {
    await startProxy(place, name, quickStartConfig(name))
    for (const way of ['HTTP stream', 'SSE', 'polling'] as const) {
      const { api, id, position, reach } = await startProject(place.url)
      const follower = await ways[way](reach, position)
      await expectUnbuffered(api, id, follower)
      follower.close()
    }
  })
})

it('HAProxy as operators begin cuts a silent WebSocket before our first ping', async () => {
  await startProxy(place, 'haproxy', quickStartConfig('haproxy'))
  const { api, id, position, reach } = await startProject(place.url)
  const follower = await followByWebSocket(reach, position)
  await expectUnbuffered(api, id, follower)
  expect(await follower.closed).toBe(1006)
})

it('Varnish as operators begin keeps no answer of the API for the next person', async () => {
  await startProxy(place, 'varnish', quickStartConfig('varnish'))
  for (const path of ['session', 'live', 'projects']) {
    await fetch(`${place.url}/api/v1/${path}`)
    const { headers } = await fetch(`${place.url}/api/v1/${path}`)
    // A second number would be that of the request whose answer it had kept.
    expect([path, headers.get('x-varnish')]).toEqual([path, expect.stringMatching(/^\d+$/)])
  }
})

describe.each(names)('%s as documented', (name) => {
  it.each(Object.entries(ways))('carries %s event by event', async (_way, follow) => {
    await startProxy(place, name, documentedConfig(name))
    const { api, id, position, reach } = await startProject(place.url)
    const follower = await follow(reach, position)
    await expectUnbuffered(api, id, follower)
    follower.close()
  })

  it('says who asked, by which scheme and for which host', async () => {
    await startProxy(place, name, documentedConfig(name))
    await fetch(`${place.url}/livez`)
    const arrived = lastRequest(place)
    expect(header(arrived, 'x-forwarded-for')).toBe('127.0.0.1')
    expect(header(arrived, 'x-forwarded-proto')).toBe('http')
    expect(new URL(`http://${header(arrived, 'x-forwarded-host')}`).hostname).toBe('127.0.0.1')
  })

  it('shows the app, live over a WebSocket', async () => {
    await startProxy(place, name, documentedConfig(name))
    const { api, id } = await startProject(place.url)
    const before = place.wire.tunnels
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    onTestFinished(() => context.close())
    context.setDefaultTimeout(patienceMs)
    const page = await context.newPage()
    await page.goto(`${place.url}/projects/${id}?tab=comments`)
    await signIn(page, 'reviewer')
    await composer(page).waitFor()
    await liveStatus(page, 'Live').waitFor()
    expect(place.wire.tunnels).toBeGreaterThan(before)
    await api.post<Comment>(`/projects/${id}/comments`, { body: 'Through the proxy' })
    await comment(page, demoPeople.editor.name, 'Through the proxy').waitFor()
  })
})
