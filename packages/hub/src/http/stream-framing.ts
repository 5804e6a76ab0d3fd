/** How protocol text becomes the bytes of a response that never ends, and the headers that keep it flowing. */
import type { Framing } from '../connections/transport.ts'

/** HTTP stream: each message on a line of its own. */
export const lineFraming: Framing = (text) => Buffer.from(`${text}\n`)

/** SSE (HTML standard, server-sent events): one event, whose data has a line per message. */
export const eventFraming: Framing = (text) => Buffer.from(`data: ${text.replaceAll('\n', '\ndata: ')}\n\n`)

/**
 * `no-transform` keeps middlemen from compressing, which would hold messages back; `X-Accel-Buffering` keeps nginx
 * and those who copied it from collecting the answer first.
 */
export function streamHeaders(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  }
}

export const eventStreamType = 'text/event-stream; charset=utf-8'
/** Newline-delimited JSON. */
export const lineStreamType = 'application/x-ndjson; charset=utf-8'
