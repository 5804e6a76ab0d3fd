/** `/openapi.json`: the HTTP API as the contract describes it. */
import { createOpenApiDocument } from '@copydesk/contract/openapi'
import type { App } from './app.ts'

export function installOpenApi(app: App, { version, base }: { version: string; base: string }): void {
  let document: string | undefined
  app.get('/openapi.json', { logLevel: 'warn' }, async (_request, reply) => {
    document ??= JSON.stringify(createOpenApiDocument({ version, serverUrl: base || '/' }))
    return reply.type('application/json; charset=utf-8').send(document)
  })
}
