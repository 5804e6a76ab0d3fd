/**
 * The HTTP side as a whole: guards and headers first, then one line per domain, the web app last. Knows no port
 * and no database file.
 */
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { CountExchange } from '../limits/count-exchange.ts'
import type { Services } from '../services.ts'
import { basePathOf } from '../settings/base-path.ts'
import { cutBasePath, installBasePath } from './base-path.ts'
import { installCompression } from './compression.ts'
import { installCors } from './cors.ts'
import { installErrorHandler } from './error-handler.ts'
import { speakPlainly } from './field-messages.ts'
import { installJsonBodies } from './json-bodies.ts'
import { collectMethods } from './methods.ts'
import { OpenConnections } from './open-connections.ts'
import { installOpenApi } from './openapi.ts'
import { installRateLimit } from './rate-limit.ts'
import { installRequestGuards } from './request-guards.ts'
import { installRequestIds, requestIdOf } from './request-ids.ts'
import { installRequestLog } from './request-log.ts'
import { installRequestSchemas } from './request-schemas.ts'
import { installSecurityHeaders } from './security-headers.ts'
import { tellOfUnknownProxy } from './unknown-proxy.ts'
import { installWebApp } from './web-app.ts'

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
  /** Below `/api/v1`. A hook that one of them adds counts for those after it. */
  routes: readonly Routes[]
  /** Beside it: health, metrics, the realtime paths. */
  rootRoutes?: readonly Routes[]
  /** Folder of the built web app. */
  webDir?: string
  /** Of the product, for `/openapi.json`. */
  version?: string
  logger?: FastifyBaseLogger
  /** What other servers count against limits; each counts for itself when left out. */
  counts?: CountExchange
  /** Makes the server, and can end its connections. */
  connections?: OpenConnections
}

export async function createApp({
  services,
  routes,
  rootRoutes = [],
  webDir,
  version = '0.0.0',
  logger,
  counts,
  connections = new OpenConnections(),
}: CreateAppOptions): Promise<App> {
  const { settings } = services
  const { trustProxy } = settings
  const base = basePathOf(settings)
  const app: App = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    logController: new LogController({ disableRequestLogging: true }),
    // One hop, for whoever trusts any address: what stands before it in X-Forwarded-For is the client's own.
    trustProxy:
      trustProxy === true ? (_address, hop) => hop === 0 : trustProxy === false ? false : [...trustProxy],
    ...(base === '' ? {} : { rewriteUrl: cutBasePath(base) }),
    genReqId: (request) => requestIdOf(request),
    forceCloseConnections: 'idle',
    serverFactory: connections.createServer,
  }).withTypeProvider<ZodTypeProvider>()
  speakPlainly()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  installErrorHandler(app)
  installRequestIds(app)
  const methodsOf = collectMethods(app)
  installRequestSchemas(app)
  installJsonBodies(app)
  installRequestLog(app)
  tellOfUnknownProxy(app, settings)
  installSecurityHeaders(app, settings)
  installCors(app, settings)
  installRequestGuards(app, settings)
  installBasePath(app, base)
  await installRateLimit(app, settings, counts)
  installOpenApi(app, { version, base })
  for (const register of rootRoutes) register(app, services)
  await app.register(
    async (api) => {
      // Answers differ from person to person: a cache on the way that is told nothing would keep them for the next.
      api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
      await installCompression(api)
      for (const register of routes) register(api as App, services)
    },
    { prefix: '/api/v1' },
  )
  await installWebApp(app, { webDir, base, methodsOf })
  return app
}
