/** The body of an answer as text, unpacked while it arrives: compression must not hold pieces back unseen. */
import type { IncomingMessage } from 'node:http'
import type { Readable, Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** What is asked for, as browsers do. */
export const acceptedEncodings = 'gzip, deflate, br'

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  'x-gzip': () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}

/** Fails with the error of the answer, or with that of unpacking it. */
export function decodedBody(response: IncomingMessage): Readable {
  const unpacker = unpackers[(response.headers['content-encoding'] ?? '').trim().toLowerCase()]?.()
  if (unpacker === undefined) return response.setEncoding('utf8')
  response.on('error', (error) => unpacker.destroy(error))
  return response.pipe(unpacker).setEncoding('utf8')
}
