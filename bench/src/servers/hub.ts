/**
 * Our hub with its memory journal and broker: authenticates, commits, announces, delivers in order, recovers. A
 * connection brings a token, of which `authenticate` checks the signature (HMAC-SHA256), as an application would.
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import {
  createHub,
  createMemoryBroker,
  createMemoryJournal,
  type HubOptions,
  systemEnvironment,
  webSocketPath,
} from '@copydesk/hub'
import { benchChannel, benchSecret } from '../load/dialects.ts'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

const key = createSecretKey(benchSecret, 'utf8')

/** A storm's publications must not be more than one recovery may hold; the hub's own default is 300. */
const maxRecoveredPublications = 500

export async function startHub(): Promise<BenchServer> {
  const journal = createMemoryJournal()
  const broker = createMemoryBroker()
  let longestHoldMs = 0
  const hub = createHub(
    {
      journal,
      broker,
      authenticate,
      authorize: async () => ({ ok: true }),
      rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
      isOriginAllowed: () => true,
      limits: { maxRecoveredPublications },
    },
    {
      ...systemEnvironment,
      // All that the hub holds back it holds until this calls.
      soon: (callback) => {
        const at = performance.now()
        systemEnvironment.soon(() => {
          longestHoldMs = Math.max(longestHoldMs, performance.now() - at)
          callback()
        })
      },
    },
  )
  const server = createServer()
  hub.attach(server)
  return {
    port: await listen(server),
    path: () => webSocketPath,
    publish: (payload) => {
      const { publication, position } = journal.append(benchChannel, JSON.stringify(payload))
      broker.publish([{ channel: benchChannel, epoch: position.epoch, publications: [publication] }])
    },
    takeLongestHoldMs: () => {
      const longest = longestHoldMs
      longestHoldMs = 0
      return longest
    },
  }
}

const authenticate: HubOptions['authenticate'] = async ({ token = '' }) => {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const expected = createHmac('sha256', key).update(`${head}.${payload}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { ok: false, reason: 'denied', message: 'the token is not valid' }
  }
  const { sub, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    sub: string
    exp: number
  }
  if (exp * 1000 < Date.now()) return { ok: false, reason: 'expired', message: 'the token has expired' }
  return { ok: true, auth: { user: sub, expiresAt: exp } }
}
