/**
 * A ceiling for what one network (an IPv4 address, a /64 of IPv6) may ask, so that a runaway script does not starve everybody else. Programs on
 * this machine are not limited. Sign-in has its own, much lower limits in `people/`.
 */
import { fastifyRateLimit } from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { CountExchange } from '../limits/count-exchange.ts'
import type { Settings } from '../settings/settings.ts'
import { isFromThisMachine } from './forwarded.ts'
import { networkOf } from './network.ts'
import { requestCounts } from './request-counts.ts'

/** About what fifty busy editors behind one office address need. */
const requestsPerMinute = 3000

export async function installRateLimit(
  app: FastifyInstance,
  settings: Pick<Settings, 'host' | 'publicUrl'>,
  counts?: CountExchange,
): Promise<void> {
  await app.register(fastifyRateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    store: requestCounts({ line: counts?.line('requests') }),
    keyGenerator: (request) => networkOf(request.ip),
    allowList: (request) => isFromThisMachine(request.raw, settings),
  })
}
