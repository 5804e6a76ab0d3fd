/**
 * What each method of the server API does, once its request has the right form: the key's rights, the channel's
 * rules, then the hub or the writer. Answers in Centrifugo's results and errors; HTTP is not its business.
 */
import {
  type Disconnect,
  disconnects,
  type ErrorReply,
  encodePublications,
  errors,
  parseExactly,
} from '@copydesk/protocol'
import type { ConnectionTarget } from '../connections/server-actions.ts'
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

/** `result` is JSON text: what was published is in it as it came. */
export type ApiReply = { result: string } | { error: ErrorReply }

/** A reply as JSON text, with its result under this name. */
export function replyText(reply: ApiReply, name = 'result'): string {
  return 'error' in reply
    ? JSON.stringify({ error: reply.error })
    : `{${JSON.stringify(name)}:${reply.result}}`
}

function success(result: object): ApiReply {
  return { result: JSON.stringify(result) }
}

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
      const passedOn = exactly({ info, data })
      if ('error' in passedOn) return passedOn
      await hub.act(targetOf(target), { kind: 'subscribe', channel, ...passedOn, since: since ?? undefined })
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
      return error === undefined ? success({ presence: context.hub.presence(channel) }) : { error }
    },
  },
  presence_stats: {
    scope: 'presence',
    run: async (context, { channel }) => {
      const error = presenceFault(context, channel)
      if (error !== undefined) return { error }
      const clients = Object.values(context.hub.presence(channel))
      const users = new Set(clients.map(({ user }) => user))
      return success({ num_clients: clients.length, num_users: users.size })
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
    run: async ({ hub }) => success({ nodes: (await hub.survey()).map(({ info }) => info) }),
  },
}

const done = success({})

async function publish(context: ApiContext, { channel, ...rest }: ApiRequest<'publish'>): Promise<ApiReply> {
  const { data } = rest
  const error = channelFault(context, channel) ?? dataFault(context, data)
  if (error !== undefined || data === undefined) return { error: error ?? noData }
  const [position] = await context.writer.publish([publicationOf(channel, data, rest)])
  return success(position ?? {})
}

async function broadcast(
  context: ApiContext,
  { channels, ...rest }: ApiRequest<'broadcast'>,
): Promise<ApiReply> {
  const { data } = rest
  const error = dataFault(context, data)
  if (error !== undefined || data === undefined) return { error: error ?? noData }
  const faults = channels.map((channel) => channelFault(context, channel))
  const open = channels.filter((_, index) => faults[index] === undefined)
  const positions = await context.writer.publish(open.map((channel) => publicationOf(channel, data, rest)))
  const responses = faults.map((error) =>
    replyText(error === undefined ? success(positions.shift() ?? {}) : { error }),
  )
  return { result: `{"responses":[${responses.join(',')}]}` }
}

function publicationOf(
  channel: string,
  data: string,
  {
    tags,
    skip_history: skipHistory,
    idempotency_key: idempotencyKey,
  }: Omit<ApiRequest<'broadcast'>, 'channels'>,
): NewPublication {
  return { channel, data, tags, skipHistory, idempotencyKey }
}

const noData = badRequest('data must be given')

function dataFault({ maxPublicationBytes }: ApiContext, data: string | undefined): ErrorReply | undefined {
  if (data === undefined) return noData
  if (Buffer.byteLength(data) <= maxPublicationBytes) return undefined
  return badRequest(`data must have at most ${maxPublicationBytes} bytes`)
}

/** What others get to see of a subscriber, with its numbers as they were written. */
function exactly(texts: { info: string | undefined; data: string | undefined }): ApiReply | object {
  const entries = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined)
  try {
    return Object.fromEntries(entries.map(([name, text]) => [name, parseExactly(text)]))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { error: badRequest('info and data must not be nested so deeply') }
  }
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
  const publications = encodePublications(read.publications) || '"publications":[]'
  const { epoch, offset } = read.position
  return { result: `{${publications},"epoch":${JSON.stringify(epoch)},"offset":${offset}}` }
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
  return success({ channels: Object.fromEntries(entries) })
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
