/** What was done in a project, over HTTP. */
import { activity as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { readActivity } from './queries.ts'

export const activityRoutes: Routes = (app, { storage }) => {
  app.get('/projects/:id/activity', routeOf(operations.listActivity), async (request) => {
    const person = requirePerson(request)
    const { group = null, personId = null, cursor = null, limit } = request.query
    return storage.read((tx) =>
      readActivity(tx, person, request.params.id, { group, personId, cursor, limit }),
    )
  })
}
