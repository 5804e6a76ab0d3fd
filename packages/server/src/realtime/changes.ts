/**
 * `GET /changes`: what a channel published after a position, for clients that no connection reaches. Asked again and
 * again, so it answers from the journal alone. It is a transport: callers authenticate as on the hub, by a session or
 * a connection token, and are authorized by the same rule as a subscribe.
 */
import type { Id, Position } from '@copydesk/contract'
import { site } from '@copydesk/contract/operations'
import {
  type AuthenticateResult,
  type AuthorizeRequest,
  type AuthorizeResult,
  type ChannelRules,
  type ConnectRequest,
  defaultLimits,
  type HistoryRead,
  type JournalReader,
} from '@copydesk/hub'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import type { Routes } from '../http/app.ts'
import { sendProblem } from '../http/problem.ts'
import { routeOf } from '../http/route-of.ts'
import type { LiveSwitch } from '../live-switch/live-switch.ts'

/** As much is replayed at once as by the hub; who missed more loads a snapshot. */
const { maxRecoveredPublications: maxPublications, maxRecoveredBytes: maxBytes } = defaultLimits

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks for changes. */
    follower: Id
  }
}

export interface ChangesOptions {
  live: Pick<LiveSwitch, 'whyOff'>
  journal: JournalReader
  authenticate: (request: ConnectRequest) => Promise<AuthenticateResult>
  authorize: (request: AuthorizeRequest) => Promise<AuthorizeResult>
  rulesFor: (channel: string) => ChannelRules | undefined
}

export function createChangesRoutes(options: ChangesOptions): Routes {
  const { live, journal, authenticate } = options
  return (app) => {
    app.decorateRequest('follower', '')
    const routeOptions = {
      schema: routeOf(site.readChanges).schema,
      config: { isPublic: true },
      logLevel: 'warn' as const,
      onRequest: async (request: FastifyRequest) => {
        request.follower = await followerOf(request, authenticate)
      },
    }
    app.get('/changes', routeOptions, async (request, reply) => {
      const off = live.whyOff('poll')
      if (off !== undefined) return sendProblem(request, reply, 'transport_off', `Polling is off: ${off}.`)
      const { channel, epoch, offset } = request.query
      await requireRight(options, request.follower, channel)
      const read = await journal.read(channel, offset, maxPublications, maxBytes)
      const isKnown = read !== null && (epoch === '' || epoch === read.position.epoch)
      const answer =
        (isKnown && isComplete(read, offset) && recovered(channel, read)) ||
        notRecovered({ channel, ...(await journal.position(channel)) })
      return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(answer)
    })
  }
}

/** The person of the session cookie or else of the connection token. Throws `not_signed_in`. */
async function followerOf(
  request: FastifyRequest,
  authenticate: ChangesOptions['authenticate'],
): Promise<Id> {
  if (request.signedIn) return request.signedIn.id
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const asked = { headers: {}, token, originAllowed: false, remoteAddress: request.ip }
  const result = token === undefined ? undefined : await authenticate(asked)
  if (!result?.ok) throw new Refusal('not_signed_in', result?.message)
  return result.auth.user
}

async function requireRight(
  { authorize, rulesFor }: ChangesOptions,
  user: string,
  channel: string,
): Promise<void> {
  const result = await authorize({ user, channel, action: 'subscribe' })
  if (!result.ok && result.reason === 'denied') {
    throw new Refusal('forbidden', `You may not follow the channel "${channel}".`)
  }
  if (!result.ok || !rulesFor(channel)?.recoverable) {
    throw new Refusal('not_found', `There is no channel "${channel}" whose changes are kept.`)
  }
}

/** Everything after the offset is there. */
function isComplete({ position, publications }: HistoryRead, offset: number): boolean {
  return publications.length === position.offset - offset
}

/**
 * The payloads are JSON text already, so they are set into the answer as they are. Null when that is more than one
 * answer may hold.
 */
function recovered(channel: string, { position, publications }: HistoryRead): string | null {
  const list = publications.map(({ offset, data }) => `{"offset":${offset},"data":${data}}`)
  const at = JSON.stringify({ channel, ...position } satisfies Position)
  const answer = `{"recovered":true,"publications":[${list.join(',')}],"position":${at}}`
  return Buffer.byteLength(answer) <= maxBytes ? answer : null
}

function notRecovered(position: Position): string {
  return JSON.stringify({ recovered: false, position })
}
