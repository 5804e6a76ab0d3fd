/** Searching everything at once, over HTTP. */
import { search as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { requirePerson } from '../http/signed-in.ts'
import { searchAll } from './queries.ts'

export const searchRoutes: Routes = (app, { storage }) => {
  app.get('/search', routeOf(operations.searchAll), async (request) => {
    const person = requirePerson(request)
    const { q, limit } = request.query
    return storage.read((tx) => searchAll(tx, person, q, limit))
  })
}
