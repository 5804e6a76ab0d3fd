/** `/livez`: the process answers. `/readyz`: it can do its work, that is the database takes changes and it is not stopping. */
import type { Routes } from './app.ts'
import { sendProblem } from './problem.ts'
import { codeOf, Readiness } from './readiness.ts'

export function createHealthRoutes(isStopping: () => boolean): Routes {
  return (app, services) => {
    const readiness = new Readiness(services)
    app.get('/livez', { logLevel: 'warn' }, async () => ({ status: 'ok' }))

    app.get('/readyz', { logLevel: 'warn' }, async (request, reply) => {
      if (isStopping()) return sendProblem(request, reply, 'unavailable', 'The server is stopping.')
      const failure = await readiness.check()
      if (failure === undefined) return { status: 'ok' }
      request.log.error({ err: failure }, 'not ready: the database takes no changes')
      return sendProblem(request, reply, codeOf(failure))
    })
  }
}
