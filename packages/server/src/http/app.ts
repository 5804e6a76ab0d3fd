/** The HTTP side as a whole: plugins first, then one line per domain. Knows no port and no database file. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Services } from '../services.ts'
import { installErrorHandler } from './error-handler.ts'

/** A Fastify whose route schemas are zod schemas. */
export type App = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** A domain's routes, registered below `/api/v1`. */
export type Routes = (app: App, services: Services) => void

export interface CreateAppOptions {
  services: Services
  routes: readonly Routes[]
  logger?: FastifyBaseLogger
}

export async function createApp({ services, routes, logger }: CreateAppOptions): Promise<App> {
  const { trustProxy } = services.settings
  const app: App = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    trustProxy: typeof trustProxy === 'boolean' ? trustProxy : [...trustProxy],
    genReqId: () => randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  installErrorHandler(app)
  await app.register(
    async (api) => {
      for (const register of routes) register(api as App, services)
    },
    { prefix: '/api/v1' },
  )
  return app
}
