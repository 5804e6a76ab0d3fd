/** Who the people are. Signing in and out is in `sessions/routes.ts`. */
import { people as operations } from '@copydesk/contract/operations'
import { Refusal } from '../command/refusal.ts'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { requirePerson } from '../http/signed-in.ts'
import { findPerson, readPeople } from './queries.ts'

/** `/me` and `/people`. */
export const peopleRoutes: Routes = (app, { storage }) => {
  app.get('/me', routeOf(operations.getMe), async (request) => {
    const { id, role } = requirePerson(request)
    const person = await storage.read((tx) => findPerson(tx, id))
    if (!person) throw new Refusal('not_signed_in')
    // A token or key may allow less than the person's own role.
    return { ...person, role }
  })

  app.get('/people', routeOf(operations.listPeople), async (request) => {
    requirePerson(request)
    return storage.read(readPeople)
  })
}
