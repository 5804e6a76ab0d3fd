/**
 * Writes what the server sends. Payloads arrive as JSON text that was serialized once when they were published;
 * they are set into the message as they are, never parsed. One line per message: no encoder returns a line break.
 */
import type { Disconnect, ErrorReply, Unsubscribe } from './codes.ts'
import type { ClientInfo, Results, SubscribeResult } from './messages.ts'

/** A publication on its way to clients. `data` is JSON text; offset 0 means that the channel keeps no stream. */
export interface OutgoingPublication {
  offset: number
  data: string
  info?: ClientInfo
  tags?: Readonly<Record<string, string>>
}

/** The server's ping, and the client's pong. */
export const pingMessage = '{}'

/** Answers to commands whose results hold no publications. */
type PlainResults = Omit<Results, 'subscribe' | 'history'>

export function encodeReply<Method extends keyof PlainResults>(
  id: number,
  method: Method,
  result: PlainResults[Method],
): string {
  return `{"id":${id},"${method}":${JSON.stringify(result)}}`
}

/** `publications` is what `encodePublications` made of them: many replies may share it. */
export function encodeSubscribeReply(
  id: number,
  result: Omit<SubscribeResult, 'publications'>,
  publications: string,
): string {
  return `{"id":${id},"subscribe":${withPublications(result, publications)}}`
}

export function encodeHistoryReply(
  id: number,
  position: { epoch: string; offset: number },
  publications: readonly OutgoingPublication[],
): string {
  const { epoch, offset } = position
  return `{"id":${id},"history":${withPublications({ epoch, offset }, encodePublications(publications))}}`
}

/** The list of publications within a reply; empty text for none. */
export function encodePublications(publications: readonly OutgoingPublication[]): string {
  return publications.length === 0 ? '' : `"publications":[${publications.map(publicationText).join(',')}]`
}

export function encodeError(id: number, error: ErrorReply): string {
  return `{"id":${id},"error":${JSON.stringify(error)}}`
}

export function encodePublication(channel: string, publication: OutgoingPublication): string {
  return `{"push":{"channel":${JSON.stringify(channel)},"pub":${publicationText(publication)}}}`
}

export function encodeJoin(channel: string, info: ClientInfo): string {
  return JSON.stringify({ push: { channel, join: { info } } })
}

export function encodeLeave(channel: string, info: ClientInfo): string {
  return JSON.stringify({ push: { channel, leave: { info } } })
}

/** Tells a client that the server subscribed it; null where the channel keeps no stream. */
export function encodeSubscribePush(
  channel: string,
  position: { epoch: string; offset: number } | null,
  data: unknown,
): string {
  const stream = position && { recoverable: true, positioned: true, ...position }
  return JSON.stringify({ push: { channel, subscribe: { ...stream, ...(data !== undefined && { data }) } } })
}

export function encodeUnsubscribe(channel: string, { code, reason }: Unsubscribe): string {
  return JSON.stringify({ push: { channel, unsubscribe: { code, reason } } })
}

/** Tells a client something that belongs to no channel. */
export function encodeMessage(data: unknown): string {
  return JSON.stringify({ push: { message: { data } } })
}

/** For transports that have no close code of their own. */
export function encodeDisconnect({ code, reason }: Disconnect): string {
  return JSON.stringify({ push: { disconnect: { code, reason } } })
}

function withPublications(result: object, publications: string): string {
  const head = JSON.stringify(result)
  if (publications === '') return head
  return head === '{}' ? `{${publications}}` : `${head.slice(0, -1)},${publications}}`
}

function publicationText({ offset, data, info, tags }: OutgoingPublication): string {
  const who = info === undefined ? '' : `,"info":${JSON.stringify(info)}`
  const tail = tags === undefined ? who : `${who},"tags":${JSON.stringify(tags)}`
  const position = offset > 0 ? `,"offset":${offset}` : ''
  return `{"data":${oneLine(data)}${position}${tail}}`
}

/** Valid JSON holds line breaks only between tokens, where a space says the same. */
function oneLine(data: string): string {
  return data.includes('\n') || data.includes('\r') ? data.replaceAll(/[\r\n]/g, ' ') : data
}
