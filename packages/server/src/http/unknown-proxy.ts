/**
 * Tells the operator, once, of a proxy that COPYDESK_TRUST_PROXY does not name: everybody behind it has its address, in
 * limits and in the log.
 */
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings/settings.ts'
import { isForwarded } from './forwarded.ts'
import { trustedProxies } from './trusted-proxies.ts'

export function tellOfUnknownProxy(app: FastifyInstance, settings: Pick<Settings, 'trustProxy'>): void {
  const isTrusted = trustedProxies(settings)
  let isTold = false
  app.addHook('onRequest', async (request) => {
    const peer = request.raw.socket.remoteAddress ?? ''
    if (isTold || !isForwarded(request.headers) || isTrusted(peer)) return
    isTold = true
    request.log.warn(
      { address: peer },
      'a proxy forwards requests that COPYDESK_TRUST_PROXY does not name: everybody behind it counts as one address; set it to the address of the proxy',
    )
  })
}
