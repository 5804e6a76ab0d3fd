/** A test app with the routes of all domains, and what they registered, for rules that hold for every one of them. */
import type { RouteOptions } from 'fastify'
import { commentRoutes } from '../src/comments/routes.ts'
import { contentRoutes } from '../src/content/routes/content.ts'
import { keptTextRoutes } from '../src/content/routes/kept-texts.ts'
import { notificationRoutes } from '../src/notifications/routes.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import { createTestApp } from './test-app.ts'

export async function findRoutes() {
  const found: RouteOptions[] = []
  const test = await createTestApp({
    routes: [
      (api) => api.addHook('onRoute', (route) => void found.push(route)),
      contentRoutes,
      keptTextRoutes,
      projectRoutes,
      itemRoutes,
      releaseRoutes,
      commentRoutes,
      notificationRoutes,
    ],
  })
  return { ...test, found }
}
