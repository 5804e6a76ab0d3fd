/** Rows 14 and 15: the network that people are in, and certificates. */
import { type MadeCertificate, makeCertificate } from '@copydesk/testkit'
import { documentedConfig, proxyKinds, quickStartConfig } from '@copydesk/testkit/proxies'
import { startBehindProxy } from '../behind-proxy.ts'
import { askDoctor, doctorSays } from '../doctor-says.ts'
import type { Provoked, Row, World } from './row.ts'
import { certificateFor, nginxWithTls } from './set-ups.ts'

const renewOrTrust = /^Renew the certificate, serve its intermediates, or trust its authority on this machine/

export const networkRows: Row[] = [
  {
    row: 14,
    cause: 'network_blocks_websockets',
    hop: 'network',
    provokedBy: 'Squid as Debian installs it',
    fix: /^Ask whoever runs this network to let WebSockets to this host through/,
    comparison: /works: the fault lies between, with Squid/,
    provoke: async ({ place: { server }, onEnd }) => {
      const start = (config: string) => proxyKinds.squid.start({ config, upstreamPort: server.port })
      let squid = await start(quickStartConfig('squid'))
      onEnd(() => squid.stop())
      return {
        ask: () => doctorSays(server.url, server.url, '--proxy', squid.url),
        mend: async () => {
          await squid.stop()
          squid = await start(documentedConfig('squid'))
        },
      }
    },
  },
  {
    row: 15,
    cause: 'certificate',
    hop: 'network',
    provokedBy: 'nginx with a certificate signed by itself',
    fix: renewOrTrust,
    provoke: (world) => withCertificate(world, certificateFor(world), { isTrusted: false }),
  },
  {
    row: 15,
    cause: 'certificate',
    hop: 'network',
    provokedBy: 'nginx with an expired certificate',
    fix: renewOrTrust,
    provoke: (world) => withCertificate(world, certificateFor(world, { expired: true }), { isTrusted: true }),
  },
]

/** Mended by a certificate that is valid, and trusted on this machine. */
async function withCertificate(
  { onEnd }: World,
  certificate: MadeCertificate,
  { isTrusted }: { isTrusted: boolean },
): Promise<Provoked> {
  // Its public address is by https, as people ask for it.
  const place = await startBehindProxy({ scheme: 'https:' })
  onEnd(() => place.stop())
  let nginx = await place.start('nginx', nginxWithTls(certificate))
  onEnd(() => nginx.stop())
  const trusting = ({ certFile }: MadeCertificate) => ({ NODE_EXTRA_CA_CERTS: certFile })
  let env: Record<string, string> = isTrusted ? trusting(certificate) : {}
  return {
    ask: () => askDoctor([place.url], env),
    mend: async () => {
      const renewed = makeCertificate()
      onEnd(renewed.remove)
      await nginx.stop()
      nginx = await place.start('nginx', nginxWithTls(renewed))
      env = trusting(renewed)
    },
  }
}
