/** Rows 13, 18, 19 and 23: ways that open and do not carry, or carry some of it. */
import { corruptCompression, silentTunnel } from '@copydesk/testkit/fault-proxy'
import { documentedConfig } from '@copydesk/testkit/proxies'
import { startBehindProxy } from '../behind-proxy.ts'
import { askDoctor } from '../doctor-says.ts'
import type { Row } from './row.ts'
import { certificateFor, faulty, proxied } from './set-ups.ts'

export const carriageRows: Row[] = [
  {
    row: 13,
    cause: 'opens_but_silent',
    hop: 'proxy',
    provokedBy: 'fault proxy: silentTunnel',
    fix: /holds messages back \(a buffering proxy, an antivirus\): except this host/,
    comparison: /works: the fault lies between/,
    provoke: (world) => faulty(world, silentTunnel()),
  },
  {
    row: 18,
    cause: 'http2_mismatch',
    hop: 'proxy',
    provokedBy: 'HAProxy with h2 and a rule that wants a key',
    fix: /Switch extended CONNECT off, or HTTP\/2 for this host/,
    provoke: async (world) => {
      const { onEnd } = world
      const place = await startBehindProxy({ scheme: 'https:' })
      onEnd(() => place.stop())
      const { pemFile, certFile } = certificateFor(world)
      const start = (protocols: string) =>
        place.start(
          'haproxy',
          haproxyWithTls(pemFile, protocols).replace(beforeForwarding, (line) => keyRule + line),
        )
      let haproxy = await start('h2,http/1.1')
      onEnd(() => haproxy.stop())
      return {
        ask: () => askDoctor([place.url], { NODE_EXTRA_CA_CERTS: certFile }),
        mend: async () => {
          await haproxy.stop()
          haproxy = await start('http/1.1')
        },
      }
    },
  },
  {
    row: 19,
    cause: 'stream_buffered',
    hop: 'proxy',
    provokedBy: 'Varnish that takes answers whole before it passes them on',
    fix: /^Switch response buffering off for/,
    comparison: /works: the fault lies between, with Varnish/,
    provoke: (world) => {
      const whole = 'sub vcl_backend_response {\n    set beresp.do_stream = false;\n}\n'
      return proxied(world, 'varnish', documentedConfig('varnish') + whole)
    },
  },
  {
    row: 23,
    cause: 'compression_mangled',
    hop: 'proxy',
    provokedBy: 'fault proxy: corruptCompression',
    fix: /^Switch permessage-deflate off at the proxy/,
    comparison: /works: the fault lies between/,
    provoke: (world) => faulty(world, corruptCompression()),
  },
]

const beforeForwarding = /^ *option forwardfor$/m
/** As rules against malformed handshakes have it; over HTTP/2 there is no key (RFC 8441). */
const keyRule =
  '    http-request deny deny_status 400 if { hdr(upgrade) -i websocket } !{ hdr(sec-websocket-key) -m found }\n'

function haproxyWithTls(pemFile: string, protocols: string): string {
  return documentedConfig('haproxy').replace('bind :8080', `bind :8080 ssl crt ${pemFile} alpn ${protocols}`)
}
