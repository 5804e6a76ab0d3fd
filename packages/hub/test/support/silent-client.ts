/** Clients that connect and then never say another word: how does their connection end? */
import { decodeServerMessages } from '@copydesk/protocol'
import type { SdkTransport } from './sdk-client.ts'

export interface End {
  code: number
  reason: string
}

const connectCommand = '{"id":1,"connect":{"token":"ben"}}'

/** Resolves once the connection stands, with a promise of its end. */
export async function connectSilently(
  transport: SdkTransport,
  port: number,
): Promise<{ ended: Promise<End> }> {
  return transport === 'websocket' ? overWebSocket(port) : overStream(transport, port)
}

async function overWebSocket(port: number): Promise<{ ended: Promise<End> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/connection/websocket`)
  const ended = new Promise<End>((resolve) => {
    socket.onclose = ({ code, reason }) => resolve({ code, reason })
  })
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  socket.send(connectCommand)
  await new Promise((resolve) => {
    socket.onmessage = resolve
  })
  return { ended }
}

async function overStream(transport: 'http_stream' | 'sse', port: number): Promise<{ ended: Promise<End> }> {
  const url = new URL(`http://127.0.0.1:${port}/connection/${transport}`)
  if (transport === 'sse') url.searchParams.set('cf_connect', connectCommand)
  const response = await fetch(url, transport === 'sse' ? {} : { method: 'POST', body: connectCommand })
  if (response.body === null) throw new Error('An answer without a body')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const first = await reader.read()
  return { ended: lastWords(reader, first.value ?? '') }
}

async function lastWords(reader: ReadableStreamDefaultReader<string>, first: string): Promise<End> {
  let text = first
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  const messages = decodeServerMessages(text.replaceAll(/^data: /gm, '')) ?? []
  const last = messages.at(-1)
  if (last === undefined || !('push' in last) || !last.push.disconnect)
    throw new Error(`No goodbye in ${text}`)
  return last.push.disconnect
}
