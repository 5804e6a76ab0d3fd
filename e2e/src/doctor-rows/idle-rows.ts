/** Rows 11 and 12: limits on silence, found by `--idle`. They take minutes, nearly all of it waiting. */
import { documentedConfig, proxyKinds, quickStartConfig } from '@copydesk/testkit/proxies'
import { doctorSays } from '../doctor-says.ts'
import type { Provoked, Row, World } from './row.ts'

const throughHaProxy = /works: the fault lies between, with HAProxy/

/** Real waiting: these run beside the other rows. */
export const idleRows: Row[] = [
  {
    row: 11,
    cause: 'idle_timeout',
    hop: 'proxy',
    provokedBy: 'HAProxy with time-outs of 10 s, --idle',
    fix: /^Raise the idle or read time-out for WebSockets well above/,
    comparison: throughHaProxy,
    says: /is ended after (9|10|11)(\.\d)? s, and the server pings every 25 s\.$/,
    provoke: (world) => silentBehind(world, quickStartConfig('haproxy')),
  },
  {
    row: 12,
    cause: 'ping_races_timeout',
    hop: 'proxy',
    provokedBy: 'HAProxy with a tunnel time-out of 30 s, --idle',
    fix: /^Ping at half the limit or less: raise the time-out of the proxy/,
    comparison: throughHaProxy,
    says: /is ended after (2[5-9]|3[0-5]) s, and the server pings every 25 s: any delay and it is too late\.$/,
    provoke: (world) =>
      silentBehind(world, documentedConfig('haproxy').replace('timeout tunnel 90s', 'timeout tunnel 30s')),
  },
]

/** Mended by the snippet of the diagnosis. */
async function silentBehind({ place: { server }, onEnd }: World, begun: string): Promise<Provoked> {
  const start = (config: string) => proxyKinds.haproxy.start({ config, upstreamPort: server.port })
  let haproxy = await start(begun)
  onEnd(() => haproxy.stop())
  return {
    ask: () => doctorSays(haproxy.url, server.url, '--idle'),
    mend: async ({ snippet }) => {
      await haproxy.stop()
      haproxy = await start(snippet ?? 'no snippet')
    },
  }
}
