/** Reads the body of a request as text, up to a limit. It decides nothing about what is in it. */
import type { IncomingMessage } from 'node:http'

/** `consumed`: something read it before. `gone`: the client left while it was sending. */
export type BodyFault = 'too_large' | 'not_utf8' | 'consumed' | 'gone'
export type Body = { ok: true; text: string } | { ok: false; fault: BodyFault }

export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (request.readableEnded) return { ok: false, fault: 'consumed' }
  const bytes = await collect(request, maxBytes)
  if (typeof bytes === 'string') return { ok: false, fault: bytes }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, fault: 'not_utf8' }
  }
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | BodyFault> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      chunks.push(chunk)
      if (length <= maxBytes) return
      // The rest is not read; the answer closes the connection.
      request.off('data', onData)
      request.pause()
      resolve('too_large')
    }
    request.on('data', onData)
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', () => resolve('gone'))
    request.on('close', () => resolve('gone'))
  })
}
