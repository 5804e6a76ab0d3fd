/**
 * Answers of the API, compressed where that pays: a project of 5,000 items is a tenth of its size. Streams and what is
 * small go as they are. The web app's files are compressed once, elsewhere.
 *
 * An answer that holds a secret beside words that a stranger chose would give the secret away by its length. No other
 * site can make a browser ask with the session cookie (SameSite), and the answers that hold a secret are left out.
 */
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'

/** Below this a packet carries it anyway. */
const thresholdBytes = 1_400

/** For the routes of `api`, whose answers are made anew each time: quick compression, in a thread beside. */
export async function installCompression(api: FastifyInstance): Promise<void> {
  await api.register(compress, {
    globalDecompression: false,
    threshold: thresholdBytes,
    encodings: ['br', 'gzip'],
    customTypes: /^application\/(?:problem\+)?json\b/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
  })
}

/** The configuration of a route whose answers hold a secret. */
export const uncompressed = { compress: false } as const
