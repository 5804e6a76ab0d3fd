/**
 * People behind Squid, a forward proxy: as Debian's package begins it lets no WebSocket through to any port but 443, and
 * Copydesk is live over an HTTP stream; with docs/proxies/squid.conf it is live over a WebSocket.
 */
import { launchBrowser, type StartedServer, startServer } from '@copydesk/testkit'
import { type FaultProxy, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import {
  documentedConfig,
  proxyKinds,
  quickStartConfig,
  type StartedProgram,
} from '@copydesk/testkit/proxies'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { expectUnbuffered, startProject } from '../src/behind-proxy.ts'
import { agentThrough, tunnelThrough } from '../src/forward-proxy.ts'
import { liveStatus } from '../src/frame.ts'
import {
  askForWebSocket,
  followByEvents,
  followByHttpStream,
  followByPolling,
  followByWebSocket,
} from '../src/live-ways.ts'
import { patienceMs, signIn } from '../src/stage.ts'

let server: StartedServer
let wire: FaultProxy
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  wire = await startFaultProxy(server.port)
})
afterAll(async () => {
  await browser.close()
  await wire.stop()
  await server.stop()
})

async function startSquid(config: string): Promise<StartedProgram> {
  const squid = await proxyKinds.squid.start({ config, upstreamPort: wire.port })
  onTestFinished(() => squid.stop())
  return squid
}

const host = () => new URL(wire.url).host

/** The app in a browser that asks this proxy for everything. */
async function openApp(proxyUrl: string) {
  const proxy = { server: proxyUrl, bypass: '<-loopback>' }
  const context = await browser.newContext({ reducedMotion: 'reduce', proxy })
  onTestFinished(() => context.close())
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await page.goto(wire.url)
  await signIn(page, 'reviewer')
  return page
}

it('refuses tunnels to other ports than 443 at first, and keeps Upgrade to itself', async () => {
  const squid = await startSquid(quickStartConfig('squid'))
  const { status, socket } = await tunnelThrough(squid.url, host())
  socket.destroy()
  expect(status).toBe(403)
  const { reach } = await startProject(wire.url)
  expect(await askForWebSocket({ ...reach, agent: agentThrough(squid.url) })).toMatchObject({
    status: 426,
    problem: { code: 'upgrade_removed', arrived: { forwarded: { via: expect.stringContaining('squid') } } },
  })
})

it.each([
  ['HTTP stream', followByHttpStream],
  ['SSE', followByEvents],
  ['polling', followByPolling],
])(
  'carries %s unbuffered at first',
  async (_way, follow) => {
    const squid = await startSquid(quickStartConfig('squid'))
    const { api, id, position, reach } = await startProject(wire.url)
    const follower = await follow({ ...reach, agent: agentThrough(squid.url) }, position)
    await expectUnbuffered(api, id, follower)
    follower.close()
  },
  60_000,
)

it('shows the app live over a stream at first', async () => {
  const squid = await startSquid(quickStartConfig('squid'))
  const before = wire.tunnels
  const page = await openApp(squid.url)
  await liveStatus(page, 'Live').waitFor()
  expect(wire.tunnels).toBe(before)
})

it('carries WebSockets as documented, tunnelled or not', async () => {
  const squid = await startSquid(documentedConfig('squid'))
  const { api, id, position, reach } = await startProject(wire.url)
  const { status, socket } = await tunnelThrough(squid.url, host())
  expect(status).toBe(200)
  const follower = await followByWebSocket(reach, position, socket)
  await expectUnbuffered(api, id, follower)
  follower.close()
  expect(await askForWebSocket({ ...reach, agent: agentThrough(squid.url) })).toMatchObject({ status: 101 })
})

it('shows the app live over a WebSocket as documented', async () => {
  const squid = await startSquid(documentedConfig('squid'))
  const before = wire.tunnels
  const page = await openApp(squid.url)
  await liveStatus(page, 'Live').waitFor()
  expect(wire.tunnels).toBeGreaterThan(before)
})
