/** Bodies are JSON in UTF-8 (RFC 8259, section 8.1) and nothing else: bytes that are no UTF-8 are not stored as "\ufffd". */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'

/** Brackets within each other. No request has more than four; the parser takes half a second for some millions. */
const maxDepth = 100
/** Fields in all. The largest request names 5,000 items with three each. */
const maxFields = 50_000

export function installJsonBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decode(request, body as Buffer)
    if (text instanceof Refusal) done(text)
    else if (isBeyondAnyRequest(body as Buffer))
      done(
        new Refusal(
          'malformed_json',
          `The JSON is nested more than ${maxDepth} deep, or has more than ${maxFields} fields.`,
        ),
      )
    else parseJson(request, text, done)
  })
}

function decode(request: FastifyRequest, body: Buffer): string | Refusal {
  const charset = /;\s{0,9}charset\s{0,9}=\s{0,9}"?([\w-]{1,40})/i.exec(
    request.headers['content-type'] ?? '',
  )?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    return new Refusal('unsupported_media_type', `JSON is sent in UTF-8, not in ${charset}.`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return new Refusal('malformed_json', 'The body is not UTF-8.')
  }
}

/** Looks at each byte once: UTF-8 has these signs nowhere within other characters. */
function isBeyondAnyRequest(body: Buffer): boolean {
  let depth = 0
  let fields = 0
  let isText = false
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index]
    if (isText) {
      if (byte === backslash) index += 1
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === colon) {
      fields += 1
      if (fields > maxFields) return true
    } else if (byte === openList || byte === openObject) {
      depth += 1
      if (depth > maxDepth) return true
    } else if (byte === closeList || byte === closeObject) depth -= 1
  }
  return false
}

const [quote, backslash, colon, openList, closeList, openObject, closeObject] = Buffer.from('"\\:[]{}')
