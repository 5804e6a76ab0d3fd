/** Who the people are. Signing in and out is in `sessions/routes.ts`, what is one's own in `profile/routes.ts`. */
import { people as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { requirePerson } from '../http/signed-in.ts'
import { readPeople } from './queries.ts'

/** `/people`. */
export const peopleRoutes: Routes = (app, { storage }) => {
  app.get('/people', routeOf(operations.listPeople), async (request) => {
    requirePerson(request)
    return storage.read(readPeople)
  })
}
