/**
 * The server's half of the connection doctor: how a request arrived (for everyone), what was seen of a probe (for
 * whoever knows its id), a test publication (for who is signed in) and the report (for administrators). Cookies and
 * tokens are never repeated.
 */
import { channels } from '@copydesk/contract'
import { diagnosis as operations } from '@copydesk/contract/operations'
import type { LiveEcho, LiveProbe, LiveReport } from '@copydesk/doctor'
import type { Hub } from '@copydesk/hub'
import { arrivedRequest, isProbeId, probeOf } from '@copydesk/protocol'
import type { FastifyRequest } from 'fastify'
import { type Command, event } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight } from '../command/viewer.ts'
import type { Routes } from '../http/app.ts'
import { readAskedHosts } from '../http/asked-host.ts'
import { routeOf } from '../http/route-of.ts'
import { actorOf, type SignedIn } from '../http/signed-in.ts'
import type { LiveSwitch } from '../live-switch/live-switch.ts'
import type { ConnectionTokens } from '../people/sessions/connection-token.ts'
import type { Action } from '../policy.ts'
import { siteOf } from '../settings/base-path.ts'
import type { HandshakeLog } from './handshake-log.ts'

export interface DoctorOptions {
  hub: Pick<Hub, 'nodeId' | 'peers' | 'pingIntervalMs' | 'stats'>
  live: Pick<LiveSwitch, 'transports' | 'whyOff'>
  log: HandshakeLog
  tokens: Pick<ConnectionTokens, 'verify'>
  version: string
  isStopping: () => boolean
  isTrustedProxy: (address: string) => boolean
}

const params = operations.getLiveProbe.params.refine(({ id }) => isProbeId(id), {
  path: ['id'],
  error: 'is not a probe id',
})

export function createDoctorRoutes(options: DoctorOptions): Routes {
  const { hub, live, log, tokens, version, isStopping, isTrustedProxy } = options
  const pingSeconds = hub.pingIntervalMs / 1000
  const switches = (): LiveEcho['live'] => {
    const reason = live.whyOff('websocket')
    const websocket = reason === undefined ? { enabled: true } : { enabled: false, reason }
    return { websocket, transports: live.transports }
  }
  return (app, { settings, runner, elapsed }) => {
    const startedAt = elapsed()
    const asked = readAskedHosts(settings)
    const noStore = { 'cache-control': 'no-store' }
    app.decorateRequest('asker', null)

    app.get(
      '/live/echo',
      { ...routeOf(operations.getLiveEcho), logLevel: 'warn' },
      async (request, reply): Promise<LiveEcho> => {
        const { socket, method, httpVersion, headers, rawHeaders } = request.raw
        const peer = socket.remoteAddress ?? ''
        const encrypted = 'encrypted' in socket && socket.encrypted === true
        const arrived = { method: method ?? '', httpVersion, headers, rawHeaders, encrypted }
        const trustedProxy = isTrustedProxy(peer)
        reply.headers(noStore)
        return {
          product: 'copydesk',
          version,
          probe: probeOf(request.raw.url)?.id ?? null,
          node: hub.nodeId,
          hears: hub.peers(),
          arrived: arrivedRequest({ ...arrived, remoteAddress: peer, trustedProxy }),
          understood: { scheme: request.protocol, host: asked.hostOf(request.raw) ?? '' },
          originAllowed: headers.origin === undefined ? null : asked.isPageAllowed(request.raw),
          publicUrl: siteOf(settings) ?? null,
          live: switches(),
          isStopping: isStopping(),
          pingSeconds,
        }
      },
    )

    app.get(
      '/live/probe/:id',
      { config: { isPublic: true }, schema: { params }, logLevel: 'warn' },
      async (request, reply): Promise<LiveProbe> => {
        reply.headers(noStore)
        return { node: hub.nodeId, handshakes: log.ofProbe(request.params.id) }
      },
    )

    const signedIn = (action?: Action) => ({
      config: { isPublic: true },
      onRequest: async (request: FastifyRequest) => {
        request.asker = await askerOf(request, tokens, action)
      },
    })

    app.post(
      '/live/probe/:id/publication',
      { ...signedIn(), schema: { params } },
      async (request): Promise<{ node: string }> => {
        const asker = askerFrom(request)
        await runner.run({ actor: actorOf(asker) }, publishProbe(request.params.id))
        return { node: hub.nodeId }
      },
    )

    app.get(
      '/live/report',
      signedIn(operations.getLiveReport.access),
      async (_request, reply): Promise<LiveReport> => {
        const stats = hub.stats()
        reply.headers(noStore)
        return {
          node: hub.nodeId,
          hears: hub.peers(),
          version,
          uptimeSeconds: Math.round((elapsed() - startedAt) / 1000),
          isStopping: isStopping(),
          live: switches(),
          pingSeconds,
          connections: {
            open: stats.connections,
            limit: settings.maxConnections ?? null,
            byTransport: stats.transports,
          },
          refusals: stats.refusals,
          drops: stats.drops,
          gapsFilled: stats.gapsFilled,
          broker: {
            connected: stats.broker.phase === 'connected',
            reason: stats.broker.phase === 'degraded' ? stats.broker.reason : null,
          },
          journalFailures: stats.journalFailures,
          ends: log.ends,
          handshakes: log.handshakes,
        }
      },
    )
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks the doctor's questions, by cookie or by connection token. */
    asker: SignedIn | null
  }
}

/** A publication like any other, through journal and broker; only the doctor follows its channel. */
function publishProbe(probe: string): Command<null> {
  return async (context) => ({
    body: null,
    events: [{ channel: channels.doctor, event: event(context, 'doctor.probed', { probe }) }],
  })
}

/** Throws `not_signed_in` or `forbidden`. */
async function askerOf(
  request: FastifyRequest,
  tokens: DoctorOptions['tokens'],
  action: Action | undefined,
): Promise<SignedIn> {
  const person = request.signedIn ?? (await byToken(request, tokens))
  if (action !== undefined) requireRight(person, action)
  return person
}

async function byToken(request: FastifyRequest, tokens: DoctorOptions['tokens']): Promise<SignedIn> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const verified = token === undefined ? undefined : await tokens.verify(token)
  if (!verified?.ok) throw new Refusal('not_signed_in', verified?.message)
  return verified.caller
}

function askerFrom({ asker }: FastifyRequest): SignedIn {
  if (!asker) throw new Refusal('not_signed_in')
  return asker
}
