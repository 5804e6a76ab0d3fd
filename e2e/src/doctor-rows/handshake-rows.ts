/** Rows 1 to 7 and 10: proxies that keep the handshake from arriving as it was sent. */
import { startServer } from '@copydesk/testkit'
import { alterKey, alterVersion } from '@copydesk/testkit/fault-proxy'
import { documentedConfig, freePort, proxyKinds, quickStartConfig } from '@copydesk/testkit/proxies'
import { startBehindProxy } from '../behind-proxy.ts'
import { askDoctor, doctorSays } from '../doctor-says.ts'
import type { Row } from './row.ts'
import { faulty, nginxAnd, proxied, throughNginx } from './set-ups.ts'

const passUpgradeOn =
  /^Let the proxy speak HTTP\/1\.1 to the server and pass the Upgrade and Connection headers on/
const letThrough = /let it pass this path on to the server/
const toSocket = 'location /connection/websocket'

export const handshakeRows: Row[] = [
  {
    row: 1,
    cause: 'upgrade_stripped',
    hop: 'proxy',
    provokedBy: 'Apache with ProxyPass alone',
    fix: passUpgradeOn,
    comparison: /works: the fault lies between, with Apache/,
    provoke: (world) => proxied(world, 'apache', quickStartConfig('apache')),
  },
  {
    row: 1,
    cause: 'upgrade_stripped',
    hop: 'proxy',
    provokedBy: 'Varnish with a backend alone',
    fix: passUpgradeOn,
    comparison: /works: the fault lies between, with Varnish/,
    provoke: (world) => proxied(world, 'varnish', quickStartConfig('varnish')),
  },
  {
    row: 2,
    cause: 'http_1_0_upstream',
    hop: 'proxy',
    provokedBy: 'nginx with proxy_pass alone',
    fix: /proxy_http_version 1\.1;/,
    comparison: throughNginx,
    provoke: (world) => proxied(world, 'nginx', quickStartConfig('nginx')),
  },
  {
    row: 3,
    cause: 'never_arrives',
    hop: 'proxy',
    provokedBy: 'nginx that denies the path',
    fix: letThrough,
    comparison: throughNginx,
    provoke: (world) => proxied(world, 'nginx', nginxAnd(`${toSocket} { deny all; }`)),
  },
  {
    row: 4,
    cause: 'web_page_answered',
    hop: 'proxy',
    provokedBy: 'nginx with a sign-in page there',
    fix: /^Except this path from sign-in pages/,
    comparison: throughNginx,
    provoke: (world) => {
      const page = '<!doctype html><title>Please sign in</title>'
      return proxied(
        world,
        'nginx',
        nginxAnd(`${toSocket} { default_type text/html; return 200 "${page}"; }`),
      )
    },
  },
  {
    row: 5,
    cause: 'redirected',
    hop: 'proxy',
    provokedBy: 'nginx that redirects the path',
    fix: /^Use the address that it is redirected to/,
    comparison: throughNginx,
    provoke: async (world) => {
      const { place } = world
      const elsewhere = `${place.server.url}$request_uri`
      const redirecting = await proxied(world, 'nginx', nginxAnd(`${toSocket} { return 301 ${elsewhere}; }`))
      let { ask } = redirecting
      return {
        ask: () => ask(),
        mend: ({ findings }) => {
          const [, address = 'none'] = /with 301 to (\S+)\.$/.exec(findings[0]?.says ?? '') ?? []
          ask = () => askDoctor([address])
        },
      }
    },
  },
  ...[alterKey, alterVersion].map(
    (alter): Row => ({
      row: 6,
      cause: 'handshake_altered',
      hop: 'network',
      provokedBy: `fault proxy: ${alter.name}`,
      fix: /Look for an inspecting proxy|something on the way/i,
      comparison: /works: the fault lies between/,
      provoke: (world) => faulty(world, alter()),
    }),
  ),
  {
    row: 7,
    cause: 'origin_refused',
    hop: 'proxy',
    provokedBy: 'nginx that replaces Host',
    fix: /^Set COPYDESK_PUBLIC_URL to the address that people open/,
    comparison: throughNginx,
    provoke: async ({ onEnd }) => {
      const place = await startBehindProxy({ isTold: false })
      onEnd(() => place.stop())
      const nginx = await place.start('nginx', withoutForwarding)
      onEnd(() => nginx.stop())
      return {
        ask: () => doctorSays(place.url, place.server.url),
        mend: () => place.server.restart({ COPYDESK_PUBLIC_URL: place.url }),
      }
    },
  },
  {
    row: 10,
    cause: 'upstream_unreachable',
    hop: 'proxy',
    provokedBy: 'nginx before a server that is down',
    fix: /^Start the server, and check the address and port/,
    provoke: async ({ onEnd }) => {
      const port = await freePort()
      const nginx = await proxyKinds.nginx.start({ config: documentedConfig('nginx'), upstreamPort: port })
      onEnd(() => nginx.stop())
      return {
        ask: () => askDoctor([nginx.url]),
        mend: async () => {
          const server = await startServer({ port })
          onEnd(() => server.stop())
        },
      }
    },
  },
]

/** WebSockets get through, but the server is asked for the address of the upstream. */
const withoutForwarding = documentedConfig('nginx').replaceAll(
  /^ *proxy_set_header (Host|X-Forwarded-\S+) .*\n/gm,
  '',
)
