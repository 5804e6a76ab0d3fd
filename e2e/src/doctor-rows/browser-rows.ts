/** Rows 8, 14, 16, 17, 20 and 27 as a browser meets them: the doctor runs in a page of Chromium. */
import type { StartedServer } from '@copydesk/testkit'
import { alterHeader, isWebSocket, only, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { documentedConfig, proxyKinds, quickStartConfig } from '@copydesk/testkit/proxies'
import type { BrowserContext, BrowserContextOptions } from 'playwright-core'
import { startBehindProxy } from '../behind-proxy.ts'
import { openDoctorPage, pageSays, serveDoctor } from '../page-doctor.ts'
import type { Row, World } from './row.ts'
import { certificateFor, nginxAnd, nginxWithTls } from './set-ups.ts'
import { sleepAndRecover } from './sleeping-page.ts'

export const browserRows: Row[] = [
  {
    row: 8,
    cause: 'no_session',
    hop: 'browser',
    provokedBy: 'Chromium, fault proxy: cookies of WebSockets dropped',
    fix: /^Check the cookie’s SameSite, domain and path/,
    says: /No cookie arrived with it/,
    provoke: async (world) => {
      const proxy = await startFaultProxy(world.place.server.port, [
        only(isWebSocket, alterHeader('Cookie', null)),
      ])
      world.onEnd(() => proxy.stop())
      const page = await openDoctorPage(await signedIn(world, { ...world.place, url: proxy.url }), proxy.url)
      return {
        ask: () => pageSays(page),
        mend: () => {
          proxy.faults = []
        },
      }
    },
  },
  {
    row: 14,
    cause: 'network_blocks_websockets',
    hop: 'network',
    provokedBy: 'Chromium behind Squid as Debian installs it',
    fix: /^Ask whoever runs this network to let WebSockets to this host through/,
    provoke: async (world) => {
      const { server } = world.place
      let squid = await proxyKinds.squid.start({
        config: quickStartConfig('squid'),
        upstreamPort: server.port,
      })
      world.onEnd(() => squid.stop())
      const { port } = squid
      const proxy = { server: squid.url, bypass: '<-loopback>' }
      const page = await openDoctorPage(
        await signedIn(world, { server, url: server.url }, { proxy }),
        server.url,
      )
      return {
        ask: () => pageSays(page),
        mend: async () => {
          await squid.stop()
          const config = documentedConfig('squid')
          squid = await proxyKinds.squid.start({ config, upstreamPort: server.port, port })
        },
      }
    },
  },
  {
    row: 16,
    cause: 'mixed_content',
    hop: 'browser',
    provokedBy: 'Chromium, ws: from a page by https',
    fix: /^Use wss:/,
    provoke: async (world) => {
      const place = await startBehindProxy({ scheme: 'https:' })
      world.onEnd(() => place.stop())
      const nginx = await place.start('nginx', nginxWithTls(certificateFor(world)))
      world.onEnd(() => nginx.stop())
      const page = await openDoctorPage(
        await signedIn(world, place, { ignoreHTTPSErrors: true, bypassCSP: true }),
        place.url,
      )
      // Loopback addresses are excepted from the rule, so it is another name that is asked for.
      let address = 'ws://desk.test'
      return {
        ask: () => pageSays(page, { address }),
        mend: () => {
          address = place.url.replace('https:', 'wss:')
        },
      }
    },
  },
  {
    row: 17,
    cause: 'csp',
    hop: 'browser',
    provokedBy: 'Chromium, nginx that adds a policy to the app',
    fix: /^Add the origin of the WebSocket to connect-src/,
    provoke: async (world) => {
      const { place } = world
      const start = (sources: string) =>
        place.start('nginx', nginxAnd(`add_header Content-Security-Policy "connect-src ${sources}";`))
      let nginx = await start(place.url)
      world.onEnd(() => nginx.stop())
      const page = await (await signedIn(world, place)).newPage()
      const load = () => page.goto(`${place.url}/projects`)
      await load()
      return {
        ask: () => pageSays(page),
        mend: async ({ findings }) => {
          const [, origin = 'none'] = /does not list (\S+)\.$/.exec(findings[0]?.says ?? '') ?? []
          await nginx.stop()
          nginx = await start(`${place.url} ${origin}`)
          await load()
        },
      }
    },
  },
  {
    row: 20,
    cause: 'connections_per_host',
    hop: 'browser',
    provokedBy: 'Chromium without SharedWorker, six windows with a stream',
    fix: /^Close other windows of this site/,
    provoke: async (world) => {
      const { server } = world.place
      const { url } = server
      const context = await signedIn(world, { server, url })
      await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))
      const page = await openDoctorPage(context, url)
      const others = await Promise.all(Array.from({ length: 6 }, () => openDoctorPage(context, url)))
      await Promise.all(others.map((other) => other.evaluate(holdStream)))
      return {
        ask: () => pageSays(page, { windows: others.length }),
        mend: async () => {
          for (const other of others.splice(0)) await other.close()
        },
      }
    },
  },
  {
    row: 27,
    cause: 'slept',
    hop: 'browser',
    provokedBy: 'Chromium, a page that stood still while its connection ended',
    fix: /^Nothing: this is normal, and what was missed has been fetched/,
    says: /3 publications were fetched afterwards/,
    provoke: async (world) => {
      const proxy = await startFaultProxy(world.place.server.port)
      world.onEnd(() => proxy.stop())
      const page = await openDoctorPage(await signedIn(world, { ...world.place, url: proxy.url }), proxy.url)
      const gap = await sleepAndRecover(page, proxy, world.place.server)
      const known = { gap: gap as typeof gap | null }
      return {
        ask: () => pageSays(page, known),
        // The next time there was none.
        mend: () => {
          known.gap = null
        },
      }
    },
  },
]

/** A browser of its own, in which an administrator is signed in at this origin. */
async function signedIn(
  world: World,
  { server, url }: { server: StartedServer; url: string },
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await (await world.browser()).newContext(options)
  world.onEnd(() => context.close())
  if (url.startsWith('https:')) {
    // Whoever is public by https takes no sign-in by http; the browser trusts the certificate, this process does not.
    const signIn = { headers: { origin: url }, data: { person: 'admin' } }
    await context.request.post(`${url}/api/v1/session/demo`, signIn)
  } else {
    const { cookie } = await server.signIn('admin')
    const [name = '', value = ''] = cookie.split(/=(.*)/)
    await context.addCookies([{ name, value, url }])
  }
  await serveDoctor(context)
  return context
}

/** As a window without SharedWorker holds its HTTP stream open; resolves when it has begun. */
async function holdStream(): Promise<void> {
  const connect = encodeURIComponent('{"id":1,"connect":{}}')
  await fetch(`/connection/sse?cf_connect=${connect}`)
}
