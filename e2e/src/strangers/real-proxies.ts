/** Situations that real proxies make, from their packages: configurations that people write, and what comes of them. */
import { documentedConfig, freePort, proxyKinds, quickStartConfig } from '@copydesk/testkit/proxies'
import { certificateFor } from '../doctor-rows/set-ups.ts'
import { ofNginx } from './nginx-situations.ts'
import type { Situation, World } from './situation.ts'
import { instead, through } from './through-proxy.ts'

const asDocumented: Situation[] = (['nginx', 'apache', 'haproxy', 'caddy', 'varnish'] as const).map(
  (name) => ({
    name: `${name} as documented, the server not told of it`,
    right: ['healthy'],
    // Whoever is not told of a proxy may say so; it breaks nothing there.
    alsoTrue: ['forwarded_headers'],
    start: async (world) => ({ url: await through(world, name, documentedConfig(name)) }),
  }),
)

const asBegun: Situation[] = (
  [
    ['nginx', 'http_1_0_upstream'],
    ['apache', 'upgrade_stripped'],
    ['varnish', 'upgrade_stripped'],
  ] as const
).map(([name, cause]) => ({
  name: `${name} as operators begin`,
  right: [cause],
  alsoTrue: ['forwarded_headers', 'origin_refused'],
  start: async (world) => ({ url: await through(world, name, quickStartConfig(name)) }),
}))

const module_ = (name: string): string =>
  `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so\n`

const ofApache: Situation[] = [
  {
    name: 'Apache: a port for https asked by http',
    right: ['wrong_scheme'],
    start: async (world) => {
      const { pemFile } = certificateFor(world)
      const secure = `SSLEngine on\n    SSLCertificateFile ${pemFile}\n    SSLCertificateKeyFile ${pemFile}\n    ProxyPass "/"`
      const config =
        module_('socache_shmcb') +
        module_('ssl') +
        documentedConfig('apache').replace('ProxyPass "/"', secure)
      return { url: await through(world, 'apache', config) }
    },
  },
  {
    name: 'Apache: everything denied',
    right: ['unknown'],
    start: instead(
      'apache',
      'ProxyPass "/"',
      '<Location "/">\n        Require all denied\n    </Location>\n    ProxyPass "/"',
    ),
  },
  {
    name: 'Apache: the server is down',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await through(world, 'apache', documentedConfig('apache'), await freePort()),
    }),
  },
  {
    name: 'Apache: streams packed',
    right: ['stream_buffered', 'healthy'],
    start: async (world) => {
      const config =
        module_('filter') +
        module_('deflate') +
        documentedConfig('apache').replace('ProxyPass "/"', 'SetOutputFilter DEFLATE\n    ProxyPass "/"')
      return { url: await through(world, 'apache', config) }
    },
  },
  {
    name: 'Apache: WebSockets sent on by a rewrite rule',
    right: ['healthy'],
    start: async (world) => {
      const rules = `RewriteEngine on
    RewriteCond %{HTTP:Upgrade} websocket [NC]
    RewriteCond %{HTTP:Connection} upgrade [NC]
    RewriteRule ^/?(.*) "ws://127.0.0.1:4600/$1" [P,L]
    ProxyPass "/" "http://127.0.0.1:4600/"
    ProxyPassReverse`
      const config = documentedConfig('apache').replace(/ProxyPass "\/" .*\n *ProxyPassReverse/, rules)
      return { url: await through(world, 'apache', module_('rewrite') + module_('proxy_wstunnel') + config) }
    },
  },
  {
    name: 'Apache: the path excepted from the proxy',
    right: ['never_arrives'],
    alsoTrue: ['blocked'],
    start: instead('apache', 'ProxyPass "/"', 'ProxyPass "/connection/" "!"\n    ProxyPass "/"'),
  },
]

const before = /^ *option forwardfor$/m

const ofHaProxy: Situation[] = [
  {
    name: 'HAProxy: Basic authentication',
    right: ['password_wanted'],
    start: instead('haproxy', before, '    http-request auth realm Staff\n$&'),
  },
  {
    name: 'HAProxy: handshakes denied',
    right: ['never_arrives'],
    start: instead('haproxy', before, '    http-request deny if { hdr(upgrade) -i websocket }\n$&'),
  },
  {
    name: 'HAProxy: too many requests',
    right: ['rate_limited'],
    start: instead('haproxy', before, '    http-request deny deny_status 429\n$&'),
  },
  {
    name: 'HAProxy: the server is down',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await through(world, 'haproxy', documentedConfig('haproxy'), await freePort()),
    }),
  },
  {
    name: 'HAProxy: a port for https asked by http',
    right: ['wrong_scheme'],
    start: async (world) => ({
      url: await through(
        world,
        'haproxy',
        documentedConfig('haproxy').replace(
          'bind :8080',
          `bind :8080 ssl crt ${certificateFor(world).pemFile}`,
        ),
      ),
    }),
  },
  {
    name: 'HAProxy: a certificate of ours wanted',
    right: ['client_certificate', 'tls_refused', 'cut_off'],
    start: async (world) => {
      const { pemFile, cert } = certificateFor(world)
      const bind = `bind :8080 ssl crt ${pemFile} ca-file ${pemFile} verify required`
      const url = await through(world, 'haproxy', documentedConfig('haproxy').replace('bind :8080', bind))
      return { url: url.replace('http:', 'https:'), probe: { ca: cert } }
    },
  },
  {
    name: 'HAProxy: a redirect to https',
    right: ['redirected'],
    start: instead('haproxy', before, '    http-request redirect scheme https\n$&'),
  },
]

const ofCaddy: Situation[] = [
  {
    name: 'Caddy: a site that answers nothing',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await through(world, 'caddy', ':8080 {\n\trespond "Hello"\n\t# 127.0.0.1:4600\n}\n'),
    }),
  },
  {
    name: 'Caddy: an empty answer for what has no route',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await through(world, 'caddy', ':8080 {\n\treverse_proxy /app/* 127.0.0.1:4600\n}\n'),
    }),
  },
  {
    name: 'Caddy: the API alone passed on',
    right: ['never_arrives'],
    start: async (world) => ({
      url: await through(world, 'caddy', ':8080 {\n\treverse_proxy /api/* 127.0.0.1:4600\n}\n'),
    }),
  },
  {
    name: 'Caddy: the server is down',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await through(world, 'caddy', documentedConfig('caddy'), await freePort()),
    }),
  },
  {
    name: 'Caddy: packed answers',
    right: ['healthy', 'stream_buffered'],
    start: instead('caddy', 'reverse_proxy 127', 'encode gzip\n\treverse_proxy 127'),
  },
]

const ofVarnish: Situation[] = [
  {
    name: 'Varnish: the server is down',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await through(world, 'varnish', documentedConfig('varnish'), await freePort()),
    }),
  },
  {
    name: 'Varnish: everything refused',
    right: ['unknown'],
    start: instead('varnish', 'sub vcl_recv {', 'sub vcl_recv {\n    return (synth(403));'),
  },
  {
    name: 'Varnish: answers taken whole',
    right: ['stream_buffered'],
    start: async (world) => ({
      url: await through(
        world,
        'varnish',
        `${documentedConfig('varnish')}sub vcl_backend_response {\n    set beresp.do_stream = false;\n}\n`,
      ),
    }),
  },
]

const throughSquid = async ({ server, onEnd }: World, config: string) => {
  const squid = await proxyKinds.squid.start({ config, upstreamPort: server.port })
  onEnd(() => squid.stop())
  return squid.url
}

const ofSquid: Situation[] = [
  {
    name: 'Squid as it begins: tunnels to this port refused',
    right: ['network_blocks_websockets'],
    start: async (world) => ({
      url: world.server.url,
      probe: { forwardProxy: await throughSquid(world, quickStartConfig('squid')) },
    }),
  },
  {
    name: 'Squid as documented',
    right: ['healthy'],
    start: async (world) => ({
      url: world.server.url,
      probe: { forwardProxy: await throughSquid(world, documentedConfig('squid')) },
    }),
  },
  {
    name: 'Squid that lets nobody through',
    right: ['blocked', 'network_blocks_websockets', 'unknown', 'forward_proxy'],
    alsoTrue: ['network_blocks_websockets', 'forward_proxy', 'blocked'],
    start: async (world) => ({
      url: world.server.url,
      probe: { forwardProxy: await throughSquid(world, 'http_access deny all\n') },
    }),
  },
  {
    name: 'Squid before a server that is down',
    right: ['upstream_unreachable', 'forward_proxy', 'network_blocks_websockets'],
    // The port is none of those to which it lets tunnels through.
    start: async (world) => ({
      url: `http://127.0.0.1:${await freePort()}`,
      probe: { forwardProxy: await throughSquid(world, documentedConfig('squid')) },
    }),
  },
  {
    name: 'a forward proxy that is not there',
    right: ['forward_proxy'],
    start: async ({ server }) => ({
      url: server.url,
      probe: { forwardProxy: `http://127.0.0.1:${await freePort()}` },
    }),
  },
]

export const proxySituations: readonly Situation[] = [
  ...asDocumented,
  ...asBegun,
  ...ofNginx,
  ...ofApache,
  ...ofHaProxy,
  ...ofCaddy,
  ...ofVarnish,
  ...ofSquid,
]
