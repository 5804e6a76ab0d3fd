/** Hands the server API its requests before anything reads their bodies. Its keys and rates are its own. */
import type { ServerApi } from '@copydesk/hub/server-api'
import type { Routes } from '../http/app.ts'
import { sendProblem } from '../http/problem.ts'

export function createServerApiRoutes(api: ServerApi): Routes {
  return (app) => {
    for (const path of ['/api', '/api/:method']) {
      app.all(path, {
        logLevel: 'warn',
        // A backend publishes more often than people click; the API holds each key to a rate.
        config: { rateLimit: false },
        onRequest: async (request, reply) => {
          if (api.handle(request.raw, reply.raw)) reply.hijack()
        },
        handler: async (request, reply) => sendProblem(request, reply, 'not_found'),
      })
    }
  }
}
