/** `/openapi.json`: the HTTP API described from the schemas that its requests are checked with. */
import { fastifySwagger } from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { App } from './app.ts'

const prefix = '/api/v1'

/** Before the routes, which it collects as they are registered. */
export async function installOpenApi(app: App, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Copydesk',
        version,
        description: 'Errors are application/problem+json (RFC 9457) with a stable "code".',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'copydesk_session' } },
      },
      security: [{ session: [] }],
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document)
      if (!url.startsWith(`${prefix}/`)) return { url, schema: { ...schema, hide: true } }
      const tags = [url.slice(prefix.length + 1).split('/')[0] ?? '']
      const isPublic = document.route.config?.isPublic === true && schema?.security === undefined
      return { url, schema: { ...schema, tags, ...(isPublic ? { security: [] } : {}) } }
    },
  })
  app.get('/openapi.json', { logLevel: 'warn' }, async () => app.swagger())
}
