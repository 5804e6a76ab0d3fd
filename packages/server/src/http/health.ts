/** `/livez`: the process answers. `/readyz`: it can do its work; 503 keeps requests away, a warning does not. */
import { errors, type Health } from '@copydesk/contract'
import type { Routes } from './app.ts'
import { sendProblem } from './problem.ts'
import { type HealthSource, Readiness } from './readiness.ts'

export function createHealthRoutes(isStopping: () => boolean, sources: readonly HealthSource[] = []): Routes {
  return (app, services) => {
    const readiness = new Readiness(services, sources, (err, check) =>
      app.log.error({ err, check }, 'not ready'),
    )
    app.get('/livez', { logLevel: 'warn' }, async () => ({ status: 'ok' }))

    app.get('/readyz', { logLevel: 'warn' }, async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (isStopping()) return sendProblem(request, reply, 'unavailable', 'The server is stopping.')
      const checks = await readiness.check()
      const all = Object.values(checks).flat()
      const failed = all.find(({ status }) => status === 'fail')
      if (failed) {
        const { code = 'unavailable' } = failed
        return sendProblem(request, reply, code, errors[code].title, { checks })
      }
      const status = all.some((check) => check.status === 'warn') ? 'warn' : 'pass'
      return reply
        .type('application/health+json')
        .serializer(JSON.stringify)
        .send({ status, checks } satisfies Health)
    })
  }
}
