/**
 * `GET /changes`: what a channel published after a position, for clients that no connection reaches. Asked again
 * and again, so it answers from the journal alone; who may ask is what the hub asks at subscribe.
 */
import type { Position } from '@copydesk/contract'
import type { AuthorizeRequest, AuthorizeResult, HistoryRead, JournalReader } from '@copydesk/hub'
import { z } from 'zod'
import { Refusal } from '../command/refusal.ts'
import type { Routes } from '../http/app.ts'
import { sendProblem } from '../http/problem.ts'
import { requirePerson } from '../http/signed-in.ts'
import { channelRules } from './channel-rules.ts'
import { whyOff } from './live-info.ts'

/** As many are replayed at once as by the hub; who missed more loads a snapshot. */
const maxPublications = 300

const querystring = z.object({
  channel: z.string().min(1).max(255),
  /** Empty: any. */
  epoch: z.string().max(255).default(''),
  offset: z.coerce.number().int().min(0),
})

export interface ChangesOptions {
  journal: JournalReader
  authorize: (request: AuthorizeRequest) => Promise<AuthorizeResult>
}

export function createChangesRoutes({ journal, authorize }: ChangesOptions): Routes {
  return (app, { settings }) => {
    const off = whyOff('poll', settings)
    app.get('/changes', { schema: { querystring }, logLevel: 'warn' }, async (request, reply) => {
      const person = requirePerson(request)
      if (off !== undefined) return sendProblem(request, reply, 'transport_off', `Polling is off: ${off}.`)
      const { channel, epoch, offset } = request.query
      await requireFollower(authorize, person.id, channel)
      const read = await journal.read(channel, offset, maxPublications)
      const answer =
        read !== null && (epoch === '' || epoch === read.position.epoch) && isComplete(read, offset)
          ? recovered(channel, read)
          : notRecovered({ channel, ...(await journal.position(channel)) })
      return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(answer)
    })
  }
}

async function requireFollower(
  authorize: ChangesOptions['authorize'],
  user: string,
  channel: string,
): Promise<void> {
  const result = await authorize({ user, channel, action: 'subscribe' })
  if (!result.ok && result.reason === 'denied') {
    throw new Refusal('forbidden', `You may not follow the channel "${channel}".`)
  }
  if (!result.ok || !channelRules(channel)?.recoverable) {
    throw new Refusal('not_found', `There is no channel "${channel}" whose changes are kept.`)
  }
}

/** Everything after the offset is there. */
function isComplete({ position, publications }: HistoryRead, offset: number): boolean {
  return publications.length === position.offset - offset
}

/** The payloads are JSON text already, so they are set into the answer as they are. */
function recovered(channel: string, { position, publications }: HistoryRead): string {
  const list = publications.map(({ offset, data }) => `{"offset":${offset},"data":${data}}`)
  const at = JSON.stringify({ channel, ...position } satisfies Position)
  return `{"recovered":true,"publications":[${list.join(',')}],"position":${at}}`
}

function notRecovered(position: Position): string {
  return JSON.stringify({ recovered: false, position })
}
