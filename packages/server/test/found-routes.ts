/** A test app with the routes of all domains, and what they registered, for rules that hold for every one of them. */
import type { RouteOptions } from 'fastify'
import { domainRoutes } from '../src/cli/roles/domain-routes.ts'
import { keyRoutes } from '../src/people/keys/routes.ts'
import { peopleRoutes } from '../src/people/routes.ts'
import { createTestApp } from './test-app.ts'

export async function findRoutes() {
  const found: RouteOptions[] = []
  const test = await createTestApp({
    routes: [
      (api) => api.addHook('onRoute', (route) => void found.push(route)),
      // Every test app has these two, and adds them after the hook.
      ...domainRoutes.filter((routes) => routes !== peopleRoutes && routes !== keyRoutes),
    ],
  })
  return { ...test, found }
}
