/**
 * zod schemas of the server API, for the document. The form of requests is the hub's to check, whose methods and names
 * are Centrifugo's; a test holds every method of the hub to have an operation.
 */
import { z } from 'zod'
import { named } from '../core/named.ts'

const anything = z.unknown().describe('Any JSON')
const channel = z.string().describe('A channel of one of your own namespaces')
const since = named('StreamPosition', z.object({ offset: z.int().min(0), epoch: z.string() }))
const publication = {
  data: anything,
  skip_history: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  idempotency_key: z.string().max(255).optional(),
}
const target = { user: z.string(), client: z.string().optional(), session: z.string().optional() }

export const errorReply = named(
  'ErrorReply',
  z.object({
    error: z.object({ code: z.int().describe('As in the wire protocol'), message: z.string() }),
  }),
)

const published = z.object({ offset: z.int().exactOptional(), epoch: z.string().exactOptional() })
const clientInfo = named(
  'ClientInfo',
  z.object({
    client: z.string(),
    user: z.string(),
    conn_info: z.unknown().optional(),
    chan_info: z.unknown().optional(),
  }),
)
const historyEntry = z.object({
  data: anything,
  offset: z.int().exactOptional(),
  info: clientInfo.exactOptional(),
  tags: z.record(z.string(), z.string()).exactOptional(),
})
const nodeInfo = z.object({
  uid: z.string(),
  name: z.string(),
  version: z.string(),
  num_clients: z.int(),
  num_users: z.int(),
  num_subs: z.int(),
  num_channels: z.int(),
  uptime: z.number().describe('Seconds'),
})
const nothing = z.object({})

const replyTo = (name: string, result: z.ZodType) =>
  named(`${name}Reply`, z.union([z.object({ result }), errorReply]))

/** What each method takes, and what it answers with status 200. */
export const serverApi = {
  publish: {
    request: named('PublishRequest', z.object({ channel, ...publication })),
    reply: replyTo('Publish', published),
  },
  broadcast: {
    request: named(
      'BroadcastRequest',
      z.object({ channels: z.array(channel).min(1).max(1000), ...publication }),
    ),
    reply: replyTo(
      'Broadcast',
      z.object({ responses: z.array(z.union([z.object({ result: published }), errorReply])) }),
    ),
  },
  subscribe: {
    request: named(
      'SubscribeRequest',
      z.object({
        ...target,
        channel,
        info: anything.optional(),
        data: anything.optional(),
        recover_since: since.optional(),
      }),
    ),
    reply: replyTo('Subscribe', nothing),
  },
  unsubscribe: {
    request: named('UnsubscribeRequest', z.object({ ...target, channel })),
    reply: replyTo('Unsubscribe', nothing),
  },
  disconnect: {
    request: named(
      'DisconnectRequest',
      z.object({
        ...target,
        whitelist: z.array(z.string()).optional(),
        disconnect: z
          .object({ code: z.int().min(3000).max(4999), reason: z.string().max(32).optional() })
          .optional(),
      }),
    ),
    reply: replyTo('Disconnect', nothing),
  },
  refresh: {
    request: named(
      'RefreshRequest',
      z.object({
        ...target,
        expired: z.boolean().optional(),
        expire_at: z.int().optional().describe('Unix time in seconds'),
      }),
    ),
    reply: replyTo('Refresh', nothing),
  },
  presence: {
    request: named('PresenceRequest', z.object({ channel })),
    reply: replyTo('Presence', z.object({ presence: z.record(z.string(), clientInfo) })),
  },
  presence_stats: {
    request: named('PresenceStatsRequest', z.object({ channel })),
    reply: replyTo('PresenceStats', z.object({ num_clients: z.int(), num_users: z.int() })),
  },
  history: {
    request: named(
      'HistoryRequest',
      z.object({
        channel,
        limit: z.int().optional().describe('0: the position alone'),
        since: since.optional(),
        reverse: z.boolean().optional(),
      }),
    ),
    reply: replyTo(
      'History',
      z.object({ publications: z.array(historyEntry), epoch: z.string(), offset: z.int() }),
    ),
  },
  history_remove: {
    request: named('HistoryRemoveRequest', z.object({ channel })),
    reply: replyTo('HistoryRemove', nothing),
  },
  channels: {
    request: named('ChannelsRequest', z.object({ pattern: z.string().optional() })),
    reply: replyTo(
      'Channels',
      z.object({ channels: z.record(z.string(), z.object({ num_clients: z.int() })) }),
    ),
  },
  info: {
    request: named('InfoRequest', z.object({})),
    reply: replyTo('Info', z.object({ nodes: z.array(nodeInfo) })),
  },
} as const

/** Several commands in one request, each answered in its place. */
export const batch = {
  request: named(
    'BatchRequest',
    z.object({
      commands: z
        .array(z.record(z.string(), z.unknown()))
        .max(1000)
        .describe('Each has one key, the method, and its request as value'),
      parallel: z.boolean().optional(),
    }),
  ),
  reply: named(
    'BatchReply',
    z.union([
      z.object({
        replies: z
          .array(z.record(z.string(), z.unknown()))
          .describe('Each has one key: the method with its result, or `error`'),
      }),
      errorReply,
    ]),
  ),
}
