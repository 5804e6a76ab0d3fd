/**
 * The head of an HTTP/1 message: from bytes to lines and back, with names, order and repetitions as they came. Knows
 * nothing of bodies; the fault proxy carries those as bytes, one exchange to a connection.
 */
import type { Socket } from 'node:net'

export type Headers = readonly (readonly [name: string, value: string])[]

export interface RequestHead {
  readonly method: string
  /** As in the request line: a path, or for a forward proxy a whole address. */
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly headers: Headers
}

export interface AnswerHead {
  readonly status: number
  readonly reason: string
  readonly headers: Headers
}

/** A head that nobody sends; what comes before its end is read and dropped. */
const maxHeadLength = 64 * 1024

/** Reads up to the empty line; `rest` is what came after it. Null when the socket ends before that. */
export function readHead(socket: Socket): Promise<{ text: string; rest: Buffer } | null> {
  return new Promise((resolve) => {
    let read = Buffer.alloc(0)
    const stop = (result: { text: string; rest: Buffer } | null) => {
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).pause()
      resolve(result)
    }
    const onEnd = () => stop(null)
    const onData = (chunk: Buffer) => {
      read = Buffer.concat([read, chunk])
      const end = read.indexOf('\r\n\r\n')
      if (end !== -1) stop({ text: read.toString('latin1', 0, end), rest: read.subarray(end + 4) })
      else if (read.length > maxHeadLength) stop(null)
    }
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).resume()
  })
}

/** Null when it is none. */
export function parseRequest(text: string): RequestHead | null {
  const [line = '', ...lines] = text.split('\r\n')
  const [, method, target, version] = /^(\S+) (\S+) HTTP\/(1\.[01])$/.exec(line) ?? []
  if (method === undefined || target === undefined) return null
  return { method, target, version: version === '1.0' ? '1.0' : '1.1', headers: parseHeaders(lines) }
}

/** Null when it is none. */
export function parseAnswer(text: string): AnswerHead | null {
  const [line = '', ...lines] = text.split('\r\n')
  const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(line) ?? []
  return status === undefined ? null : { status: Number(status), reason, headers: parseHeaders(lines) }
}

export function printRequest({ method, target, version, headers }: RequestHead): Buffer {
  return print(`${method} ${target} HTTP/${version}`, headers)
}

export function printAnswer({ status, reason, headers }: AnswerHead): Buffer {
  return print(`HTTP/1.1 ${status} ${reason}`, headers)
}

/** The first value; null when there is none. */
export function header({ headers }: { headers: Headers }, name: string): string | null {
  return headers.find(([each]) => isSame(each, name))?.[1] ?? null
}

/** Without these headers. */
export function withoutHeaders(headers: Headers, ...names: string[]): Headers {
  return headers.filter(([each]) => !names.some((name) => isSame(each, name)))
}

/** With one value of this header, at the end. */
export function withHeader(headers: Headers, name: string, value: string): Headers {
  return [...withoutHeaders(headers, name), [name, value]]
}

/** The request asks to become a WebSocket. */
export function isWebSocket(request: RequestHead): boolean {
  return header(request, 'upgrade')?.toLowerCase() === 'websocket'
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function parseHeaders(lines: string[]): Headers {
  return lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
}

function print(line: string, headers: Headers): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${line}\r\n${lines.join('')}\r\n`, 'latin1')
}
