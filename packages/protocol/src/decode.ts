/**
 * Reads what a client sent: one text message with one command a line. Strict by hand, without a schema library,
 * because this runs for every message and the rules are few. It decides nothing about rights or state.
 */
import { type ErrorReply, errors, subscribeFlags } from './codes.ts'
import {
  channelName,
  FieldFault,
  flag,
  integer,
  isObject,
  type JsonObject,
  optionalText,
  text,
} from './fields.ts'
import { compactJson, jsonTextAt } from './json-text.ts'
import type { Command, ConnectParams, HistoryParams, SubscribeParams } from './messages.ts'

/** `ok: false` means that the sender does not speak the protocol: the connection ends with 3501. */
export type DecodeResult = { ok: true; commands: Command[] } | { ok: false; fault: string }

const pong: Command = { kind: 'pong' }

/** Decodes one message of a client. */
export function decodeCommands(message: string): DecodeResult {
  if (message === '{}') return { ok: true, commands: [pong] }
  const commands: Command[] = []
  for (const line of message.split('\n')) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      return { ok: false, fault: 'not valid JSON' }
    }
    if (!isObject(value)) return { ok: false, fault: 'a command must be a JSON object' }
    const command = decodeCommand(value, line)
    if (typeof command === 'string') return { ok: false, fault: command }
    commands.push(command)
  }
  if (commands.length === 0) return { ok: false, fault: 'a message must contain a command' }
  return { ok: true, commands }
}

/** The command, or what is wrong with it as a string. `line` is how it was written. */
function decodeCommand(value: JsonObject, line: string): Command | string {
  const method = methods.find((name) => value[name] !== undefined)
  if (method === 'send') {
    return { kind: 'send', params: { data: isObject(value.send) ? value.send.data : undefined } }
  }
  const id = value.id
  if (id === undefined || id === 0) {
    return Object.keys(value).length === 0 ? pong : 'a command needs an id from 1 on'
  }
  if (!Number.isSafeInteger(id) || (id as number) < 0) return 'the id of a command must be a positive integer'
  return decodeNumbered(id as number, method, value, line)
}

function decodeNumbered(id: number, method: Method | undefined, value: JsonObject, line: string): Command {
  if (method === undefined) return { kind: 'refused', id, error: errors.methodNotFound }
  const params = value[method]
  if (!isObject(params)) return refused(id, `${method} must be an object`)
  try {
    return decoders[method](id, params, line)
  } catch (fault) {
    if (fault instanceof FieldFault) return refused(id, `${method}.${fault.message}`)
    throw fault
  }
}

function refused(id: number, fault: string): Command {
  const error: ErrorReply = { code: errors.badRequest.code, message: `bad request: ${fault}` }
  return { kind: 'refused', id, error }
}

type Method = Exclude<Command['kind'], 'pong' | 'refused'>
type Decoder = (id: number, params: JsonObject, line: string) => Command

const decoders: Record<Method, Decoder> = {
  connect: (id, params) => ({ kind: 'connect', id, params: connectParams(params) }),
  subscribe: (id, params) =>
    asksForMore(params)
      ? { kind: 'refused', id, error: errors.notAvailable }
      : { kind: 'subscribe', id, params: subscribeParams(params) },
  unsubscribe: (id, params) => ({ kind: 'unsubscribe', id, params: { channel: channelName(params) } }),
  publish: (id, params, line) => {
    const channel = channelName(params)
    if (asksForMore(params)) return { kind: 'refused', id, error: errors.notAvailable }
    const data = jsonTextAt(line, 'publish', 'data')
    if (data === undefined) throw new FieldFault('data must be given')
    return { kind: 'publish', id, params: { channel, data: compactJson(data) } }
  },
  presence: (id, params) => ({ kind: 'presence', id, params: { channel: channelName(params) } }),
  presence_stats: (id, params) => ({ kind: 'presence_stats', id, params: { channel: channelName(params) } }),
  history: (id, params) => ({ kind: 'history', id, params: historyParams(params) }),
  refresh: (id, params) => ({ kind: 'refresh', id, params: { token: text(params, 'token') } }),
  sub_refresh: (id, params) => ({
    kind: 'sub_refresh',
    id,
    params: { channel: channelName(params), token: text(params, 'token') },
  }),
  rpc: (id, params) => ({
    kind: 'rpc',
    id,
    params: { method: optionalText(params, 'method') ?? '', data: params.data },
  }),
  send: (_id, params) => ({ kind: 'send', params: { data: params.data } }),
}

const methods = Object.keys(decoders) as Method[]

/** Map and shared-poll subscriptions and tag filters belong to the parts of the protocol not spoken here. */
function asksForMore(params: JsonObject): boolean {
  return integer(params, 'type', 0) !== 0 || (params.tf !== undefined && params.tf !== null)
}

function connectParams(params: JsonObject): ConnectParams {
  const token = optionalText(params, 'token')
  const name = optionalText(params, 'name')
  const version = optionalText(params, 'version')
  return {
    ...(token !== undefined && { token }),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(params.data !== undefined && { data: params.data }),
  }
}

function subscribeParams(params: JsonObject): SubscribeParams {
  const token = optionalText(params, 'token')
  const flags = integer(params, 'flag', 0)
  return {
    channel: channelName(params),
    ...(token !== undefined && { token }),
    ...(params.data !== undefined && { data: params.data }),
    recover: flag(params, 'recover'),
    offset: integer(params, 'offset', 0),
    epoch: optionalText(params, 'epoch') ?? '',
    rejectUnrecovered: (flags & subscribeFlags.rejectUnrecovered) !== 0,
  }
}

function historyParams(params: JsonObject): HistoryParams {
  const base = {
    channel: channelName(params),
    limit: integer(params, 'limit', Number.MIN_SAFE_INTEGER),
    reverse: flag(params, 'reverse'),
  }
  if (params.since === undefined || params.since === null) return base
  if (!isObject(params.since)) throw new FieldFault('since must be an object')
  const since = {
    offset: integer(params.since, 'offset', 0),
    epoch: optionalText(params.since, 'epoch') ?? '',
  }
  return { ...base, since }
}
