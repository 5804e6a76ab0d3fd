/**
 * What each method of the server API does, once its request has the right form: the key's rights, the channel's
 * rules, then the hub or the writer. Answers in Centrifugo's results and errors; HTTP is not its business.
 */
import { type Disconnect, disconnects, type ErrorReply, errors } from '@copydesk/protocol'
import type { ConnectionTarget } from '../core/server-actions.ts'
import type { Hub } from '../hub.ts'
import type { ChannelRules } from '../options.ts'
import { type ApiKey, type ApiScope, reaches } from './api-keys.ts'
import type { ApiMethod, ApiRequest } from './api-requests.ts'
import type { ChannelWriter, NewPublication } from './channel-writer.ts'
import { matchesGlob } from './glob.ts'

export interface ApiContext {
  hub: Pick<Hub, 'act' | 'history' | 'presence' | 'survey'>
  writer: ChannelWriter
  rulesFor(channel: string): ChannelRules | undefined
  /** Channels that no key may touch, whatever its scopes. */
  isReserved(channel: string): boolean
  /** Longest `data` of a publication, in bytes. */
  maxPublicationBytes: number
  key: ApiKey
}

export type ApiReply = { result: object } | { error: ErrorReply }

type Handlers = {
  [Method in ApiMethod]: {
    scope: ApiScope
    run(context: ApiContext, request: ApiRequest<Method>): Promise<ApiReply>
  }
}

export const apiMethods: Handlers = {
  publish: { scope: 'publish', run: publish },
  broadcast: { scope: 'publish', run: broadcast },
  subscribe: {
    scope: 'manage',
    run: async (context, { channel, info, data, recover_since: since, ...target }) => {
      const error = channelFault(context, channel)
      if (error !== undefined) return { error }
      const { hub } = context
      await hub.act(targetOf(target), { kind: 'subscribe', channel, info, data, since: since ?? undefined })
      return done
    },
  },
  unsubscribe: {
    scope: 'manage',
    run: async (context, { channel, ...target }) => {
      const error = channelFault(context, channel)
      if (error !== undefined) return { error }
      await context.hub.act(targetOf(target), { kind: 'unsubscribe', channel })
      return done
    },
  },
  disconnect: { scope: 'manage', run: disconnect },
  refresh: { scope: 'manage', run: refresh },
  presence: {
    scope: 'presence',
    run: async (context, { channel }) => {
      const error = presenceFault(context, channel)
      return error === undefined ? { result: { presence: context.hub.presence(channel) } } : { error }
    },
  },
  presence_stats: {
    scope: 'presence',
    run: async (context, { channel }) => {
      const error = presenceFault(context, channel)
      if (error !== undefined) return { error }
      const clients = Object.values(context.hub.presence(channel))
      const users = new Set(clients.map(({ user }) => user))
      return { result: { num_clients: clients.length, num_users: users.size } }
    },
  },
  history: { scope: 'history', run: history },
  history_remove: {
    scope: 'manage',
    run: async (context, { channel }) => {
      const error = channelFault(context, channel) ?? historyFault(context, channel)
      if (error !== undefined) return { error }
      await context.writer.removeHistory(channel)
      return done
    },
  },
  channels: { scope: 'info', run: channels },
  info: {
    scope: 'info',
    run: async ({ hub }) => ({ result: { nodes: (await hub.survey()).map(({ info }) => info) } }),
  },
}

const done: ApiReply = { result: {} }

async function publish(context: ApiContext, { channel, ...rest }: ApiRequest<'publish'>): Promise<ApiReply> {
  const data = dataOf(context, rest.data)
  const error = channelFault(context, channel) ?? data.error
  if (error !== undefined) return { error }
  const [position] = await context.writer.publish([publicationOf(channel, data.text, rest)])
  return { result: position ?? {} }
}

async function broadcast(
  context: ApiContext,
  { channels, ...rest }: ApiRequest<'broadcast'>,
): Promise<ApiReply> {
  const data = dataOf(context, rest.data)
  if (data.error !== undefined) return { error: data.error }
  const faults = channels.map((channel) => channelFault(context, channel))
  const open = channels.filter((_, index) => faults[index] === undefined)
  const positions = await context.writer.publish(
    open.map((channel) => publicationOf(channel, data.text, rest)),
  )
  const responses = faults.map((error): ApiReply => {
    return error === undefined ? { result: positions.shift() ?? {} } : { error }
  })
  return { result: { responses } }
}

function publicationOf(
  channel: string,
  data: string,
  { skip_history: skipHistory, idempotency_key: idempotencyKey }: Omit<ApiRequest<'broadcast'>, 'channels'>,
): NewPublication {
  return { channel, data, skipHistory, idempotencyKey }
}

/** The payload as JSON text, or what is wrong with it. */
function dataOf({ maxPublicationBytes }: ApiContext, data: unknown): { text: string; error?: ErrorReply } {
  if (data === undefined) return { text: '', error: badRequest('data must be given') }
  const text = JSON.stringify(data)
  if (Buffer.byteLength(text) <= maxPublicationBytes) return { text }
  return { text, error: badRequest(`data must have at most ${maxPublicationBytes} bytes`) }
}

async function disconnect(
  context: ApiContext,
  { whitelist, disconnect, ...target }: ApiRequest<'disconnect'>,
): Promise<ApiReply> {
  const error = usersFault(context)
  if (error !== undefined) return { error }
  const reason: Disconnect = disconnect ?? disconnects.forceNoReconnect
  const except = whitelist ?? undefined
  await context.hub.act({ ...targetOf(target), except }, { kind: 'disconnect', disconnect: reason })
  return done
}

async function refresh(
  context: ApiContext,
  { expired, expire_at: expireAt, ...target }: ApiRequest<'refresh'>,
): Promise<ApiReply> {
  const error = usersFault(context)
  if (error !== undefined) return { error }
  if (expired) {
    await context.hub.act(targetOf(target), { kind: 'disconnect', disconnect: disconnects.expired })
  } else {
    await context.hub.act(targetOf(target), { kind: 'refresh', expiresAt: expireAt || null })
  }
  return done
}

async function history(
  context: ApiContext,
  { channel, limit, since, reverse }: ApiRequest<'history'>,
): Promise<ApiReply> {
  const error = channelFault(context, channel)
  if (error !== undefined) return { error }
  const read = await context.hub.history({ channel, limit, reverse, ...(since && { since }) })
  if (!read.ok) return { error: read.error }
  const publications = read.publications.map(({ data, ...rest }) => ({
    data: JSON.parse(data) as unknown,
    ...rest,
  }))
  return { result: { publications, ...read.position } }
}

async function channels(
  { hub, key, isReserved }: ApiContext,
  { pattern = '*' }: ApiRequest<'channels'>,
): Promise<ApiReply> {
  const found = new Map<string, number>()
  for (const report of await hub.survey()) {
    for (const [channel, size] of Object.entries(report.channels)) {
      if (size === 0 || isReserved(channel) || !reaches(key, channel) || !matchesGlob(pattern, channel))
        continue
      found.set(channel, (found.get(channel) ?? 0) + size)
    }
  }
  const entries = [...found].map(([channel, size]) => [channel, { num_clients: size }])
  return { result: { channels: Object.fromEntries(entries) } }
}

/** Why this key may do nothing in the channel; undefined when it may do what its scopes say. */
function channelFault({ key, isReserved, rulesFor }: ApiContext, channel: string): ErrorReply | undefined {
  if (isReserved(channel) || !reaches(key, channel)) return errors.permissionDenied
  return rulesFor(channel) === undefined ? errors.unknownChannel : undefined
}

function presenceFault(context: ApiContext, channel: string): ErrorReply | undefined {
  const error = channelFault(context, channel)
  if (error !== undefined) return error
  return context.rulesFor(channel)?.presence ? undefined : errors.notAvailable
}

function historyFault({ rulesFor }: ApiContext, channel: string): ErrorReply | undefined {
  const rules = rulesFor(channel)
  return rules?.recoverable || rules?.history === true ? undefined : errors.notAvailable
}

/** A key for some namespaces has no say about whole connections. */
function usersFault({ key }: ApiContext): ErrorReply | undefined {
  return key.namespaces === undefined ? undefined : errors.permissionDenied
}

function targetOf({ user, client, session }: ConnectionTarget): ConnectionTarget {
  return { user, client, session }
}

/** Error 107 that says which field is wrong. */
export function badRequest(fault: string): ErrorReply {
  return { code: errors.badRequest.code, message: `bad request: ${fault}` }
}
