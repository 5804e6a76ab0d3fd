/** `GET /api/v1/changes` as the product answers it, for polling. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FuzzJournal } from './fuzz-journal.ts'

export async function answerChanges(
  { reader }: FuzzJournal,
  limit: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://desk')
  if (pathname !== '/api/v1/changes') return void response.writeHead(404).end()
  const channel = searchParams.get('channel') ?? ''
  const offset = Number(searchParams.get('offset'))
  try {
    const read = await reader.read(channel, offset, limit)
    const recovered =
      read?.position.epoch === searchParams.get('epoch') &&
      read.publications.length === read.position.offset - offset
    const position = { channel, ...(read?.position ?? (await reader.position(channel))) }
    const publications = read?.publications.map((one) => ({ ...one, data: JSON.parse(one.data) as unknown }))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(recovered ? { recovered, publications, position } : { recovered, position }))
  } catch {
    response.writeHead(503).end()
  }
}
