/** `/livez`: the process answers. `/readyz`: it can serve, that is the database answers and it is not stopping. */
import type { Routes } from './app.ts'
import { sendProblem } from './problem.ts'

export function createHealthRoutes(isStopping: () => boolean): Routes {
  return (app, { storage }) => {
    app.get('/livez', { logLevel: 'warn' }, async () => ({ status: 'ok' }))

    app.get('/readyz', { logLevel: 'warn' }, async (request, reply) => {
      if (isStopping()) return sendProblem(request, reply, 'unavailable', 'The server is stopping.')
      try {
        await storage.read((tx) => tx.selectFrom('meta').select('key').limit(1).execute())
      } catch (error) {
        request.log.error({ err: error }, 'the database does not answer')
        return sendProblem(request, reply, 'unavailable', 'The database does not answer.')
      }
      return { status: 'ok' }
    })
  }
}
