/** Who the people are. Signing in and out is in `sessions/routes.ts`. */
import { Refusal } from '../command/refusal.ts'
import type { Routes } from '../http/app.ts'
import { requirePerson } from '../http/signed-in.ts'
import { findPerson, readPeople } from './queries.ts'

/** `/me` and `/people`. */
export const peopleRoutes: Routes = (app, { storage }) => {
  app.get('/me', async (request) => {
    const { id, role } = requirePerson(request)
    const person = await storage.read((tx) => findPerson(tx, id))
    if (!person) throw new Refusal('not_signed_in')
    // A token or key may allow less than the person's own role.
    return { ...person, role }
  })

  app.get('/people', { config: { action: 'people.read' } }, async (request) => {
    requirePerson(request)
    return storage.read(readPeople)
  })
}
