/** What nginx makes of configurations that people write. */
import { createServer as createHttpServer } from 'node:http'
import { startServer } from '@copydesk/testkit'
import { documentedConfig, freePort } from '@copydesk/testkit/proxies'
import { type WebSocket, WebSocketServer } from 'ws'
import { certificateFor, nginxAnd } from '../doctor-rows/set-ups.ts'
import { listen } from './places.ts'
import type { Asked, Situation, World } from './situation.ts'
import { instead, through } from './through-proxy.ts'

/** One line more, or a location, in the documented configuration of nginx. */
const nginx =
  (addition: string) =>
  async (world: World): Promise<Asked> => ({ url: await through(world, 'nginx', nginxAnd(addition)) })

const location = (rules: string, path = '/connection/websocket'): string => `location ${path} { ${rules} }`

/** What the documented location says, for another one. */
const forwardingLines =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; proxy_set_header Host $http_host;'

async function otherServer(world: World, serve: (socket: WebSocket) => void): Promise<number> {
  const server = createHttpServer((_request, response) => response.writeHead(426).end('Upgrade Required'))
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', serve)
  world.onEnd(() => {
    for (const client of sockets.clients) client.terminate()
  })
  return listen(world, server)
}

const leadingTo = (serve: (socket: WebSocket) => void) => async (world: World) => {
  const port = await otherServer(world, serve)
  return nginx(location(`proxy_pass http://127.0.0.1:${port}; ${forwardingLines}`))(world)
}

export const ofNginx: Situation[] = [
  {
    name: 'nginx: the path leads to a server that echoes',
    right: ['another_server'],
    start: leadingTo((socket) => socket.on('message', (data) => socket.send(String(data)))),
  },
  {
    name: 'nginx: the path leads to a server that greets',
    right: ['another_server'],
    start: leadingTo((socket) => {
      socket.send('{"type":"hello"}')
      socket.on('message', () => socket.send('{"type":"pong"}'))
    }),
  },
  {
    name: 'nginx: the query dropped by $uri',
    right: ['query_dropped'],
    start: instead('nginx', 'proxy_pass http://127.0.0.1:4600;', 'proxy_pass http://127.0.0.1:4600$uri;'),
  },
  {
    name: 'nginx: streams packed and held back',
    right: ['stream_buffered'],
    start: nginx(
      'gzip on; gzip_types *; gzip_min_length 0; gzip_proxied any; proxy_ignore_headers X-Accel-Buffering;',
    ),
  },
  {
    name: 'nginx: a port for https asked by http',
    right: ['wrong_scheme'],
    start: async (world) => ({ url: await through(world, 'nginx', withTls(certificateFor(world).pemFile)) }),
  },
  {
    name: 'nginx: a certificate of ours wanted',
    right: ['client_certificate'],
    start: async (world) => {
      const { pemFile, cert } = certificateFor(world)
      const config = withTls(pemFile).replace(
        'ssl_certificate ',
        `ssl_client_certificate ${pemFile};\n    ssl_verify_client on;\n    ssl_certificate `,
      )
      const url = await through(world, 'nginx', config)
      return { url: url.replace('http:', 'https:'), probe: { ca: cert } }
    },
  },
  {
    name: 'nginx: Basic authentication',
    right: ['password_wanted'],
    start: nginx('auth_basic "Staff"; auth_basic_user_file /dev/null;'),
  },
  { name: 'nginx: a bare 403 for all', right: ['unknown'], start: nginx('deny all;') },
  { name: 'nginx: the path denied', right: ['never_arrives'], start: nginx(location('deny all;')) },
  {
    name: 'nginx: the path answered with nothing (444)',
    right: ['unknown'],
    start: nginx(location('return 444;')),
  },
  {
    name: 'nginx: the prefix of the path cut off by a slash',
    right: ['path_rewritten', 'never_arrives', 'unknown'],
    start: nginx(location(`proxy_pass http://127.0.0.1:4600/; ${forwardingLines}`, '/connection/')),
  },
  {
    name: 'nginx: the path sent to a dead port',
    right: ['path_leads_nowhere'],
    start: async (world) =>
      nginx(location(`proxy_pass http://127.0.0.1:${await freePort()}; ${forwardingLines}`))(world),
  },
  {
    name: 'nginx: everything sent to a dead port',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await through(world, 'nginx', documentedConfig('nginx'), await freePort()),
    }),
  },
  {
    name: 'nginx: https asked of the plain port of the server',
    right: ['upstream_unreachable', 'unknown'],
    start: instead('nginx', 'proxy_pass http:', 'proxy_pass https:'),
  },
  {
    name: 'nginx: handshakes cut off by a limit of one connection',
    right: ['rate_limited'],
    start: async (world) => ({
      url: await through(
        world,
        'nginx',
        `limit_conn_zone $binary_remote_addr zone=one:1m;\n${nginxAnd('limit_conn one 2; limit_conn_status 429;')}`,
      ),
    }),
  },
  {
    name: 'nginx: too many requests a second',
    right: ['rate_limited'],
    alsoTrue: ['never_arrives', 'wrong_node'],
    start: async (world) => ({
      url: await through(
        world,
        'nginx',
        `limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/s;\n${nginxAnd('limit_req zone=slow burst=2 nodelay; limit_req_status 429;')}`,
      ),
    }),
  },
  {
    name: 'nginx: a redirect to https on a port where nothing listens',
    right: ['redirected'],
    start: nginx('if ($scheme = http) { return 301 https://$host$request_uri; }'),
  },
  {
    name: 'nginx: a redirect to a sign-in for all',
    right: ['redirected'],
    start: nginx('if ($uri != /oauth2/start) { return 302 /oauth2/start?rd=$request_uri; }'),
  },
  {
    name: 'nginx: a redirect to a sign-in for the WebSocket',
    right: ['redirected'],
    start: nginx(location('return 302 /login?next=$request_uri;')),
  },
  {
    name: 'nginx: a redirect in a circle',
    right: ['redirected'],
    start: nginx('return 302 $scheme://$http_host$request_uri;'),
  },
  {
    name: 'nginx: a maintenance page',
    right: ['maintenance'],
    alsoTrue: ['upstream_unreachable'],
    start: nginx(
      `error_page 503 @sorry; location @sorry { default_type text/html; return 503 "<title>Maintenance</title>"; }
       if ($uri ~ .) { return 503; }`,
    ),
  },
  {
    name: 'nginx: its own welcome page',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await through(
        world,
        'nginx',
        'server { listen 8080; default_type text/html; location = / { return 200 "<title>Welcome to nginx!</title>"; } location / { return 404; } # 127.0.0.1:4600\n }',
      ),
    }),
  },
  {
    name: 'nginx: the start page of an app for every path',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await through(
        world,
        'nginx',
        'server { listen 8080; default_type text/html; location / { return 200 "<title>Shop</title>"; } # 127.0.0.1:4600\n }',
      ),
    }),
  },
  {
    name: 'nginx: Connection emptied, Upgrade passed on',
    right: ['upgrade_stripped'],
    start: instead(
      'nginx',
      'proxy_set_header Connection $copydesk_connection;',
      'proxy_set_header Connection "";',
    ),
  },
  {
    name: 'nginx: Connection: upgrade for every request',
    right: ['healthy'],
    start: instead(
      'nginx',
      /proxy_set_header Upgrade .*\n *proxy_set_header Connection .*;/,
      'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
    ),
  },
  {
    name: 'nginx: Upgrade without the dollar sign',
    right: ['upgrade_stripped'],
    start: instead('nginx', 'Upgrade $copydesk_upgrade;', 'Upgrade http_upgrade;'),
  },
  {
    name: 'nginx: Host of the upstream',
    right: ['healthy', 'origin_refused', 'forwarded_headers'],
    alsoTrue: ['forwarded_headers'],
    start: instead('nginx', 'proxy_set_header Host $http_host;', 'proxy_set_header Host upstream.internal;'),
  },
  {
    name: 'nginx: a limit on silence of three seconds',
    right: ['idle_timeout'],
    start: async (world) => {
      const config = documentedConfig('nginx').replaceAll(/(proxy_(?:read|send)_timeout) 90s/g, '$1 3s')
      return { url: await through(world, 'nginx', config), idle: true }
    },
  },
  {
    name: 'nginx: all transports switched off',
    right: ['switched_off'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_TRANSPORTS: 'none' } })
      world.onEnd(() => server.stop())
      return { url: await through(world, 'nginx', documentedConfig('nginx'), server.port) }
    },
  },
]

function withTls(pemFile: string): string {
  return documentedConfig('nginx').replace(
    'listen 8080;',
    `listen 8080 ssl;\n    ssl_certificate ${pemFile};\n    ssl_certificate_key ${pemFile};`,
  )
}
