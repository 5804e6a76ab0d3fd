/** Set-ups that several rows share: a real proxy, the fault proxy, nginx with one more thing in its configuration. */
import { type MadeCertificate, makeCertificate } from '@copydesk/testkit'
import { type Fault, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { documentedConfig, type ProxyName } from '@copydesk/testkit/proxies'
import { doctorSays } from '../doctor-says.ts'
import type { Provoked, World } from './row.ts'

/** A proxy of Debian before the server; mended by the snippet of the diagnosis. */
export async function proxied({ place, onEnd }: World, name: ProxyName, config: string): Promise<Provoked> {
  let proxy = await place.start(name, config)
  onEnd(() => proxy.stop())
  return {
    ask: () => doctorSays(place.url, place.server.url),
    mend: async ({ snippet }) => {
      await proxy.stop()
      proxy = await place.start(name, snippet ?? 'no snippet')
    },
  }
}

/** The fault proxy before the server; mended by taking the fault away. */
export async function faulty({ place, onEnd }: World, ...faults: Fault[]): Promise<Provoked> {
  const proxy = await startFaultProxy(place.server.port, faults)
  onEnd(() => proxy.stop())
  return {
    ask: () => doctorSays(proxy.url, place.server.url),
    mend: () => {
      proxy.faults = []
    },
  }
}

/** The documented configuration, which is right, and something that somebody added to it. */
export function nginxAnd(addition: string): string {
  return documentedConfig('nginx').replace('    location / {', `    ${addition}\n\n    location / {`)
}

/** nginx that ends TLS with this certificate. */
export function nginxWithTls({ pemFile }: Pick<MadeCertificate, 'pemFile'>): string {
  return documentedConfig('nginx').replace(
    'listen 8080;',
    `listen 8080 ssl;\n    ssl_certificate ${pemFile};\n    ssl_certificate_key ${pemFile};`,
  )
}

export function certificateFor(
  { onEnd }: Pick<World, 'onEnd'>,
  options?: { expired: boolean },
): MadeCertificate {
  const made = makeCertificate(options)
  onEnd(made.remove)
  return made
}

export const throughNginx = /works: the fault lies between, with nginx/
