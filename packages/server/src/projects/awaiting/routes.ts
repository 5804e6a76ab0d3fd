/** What awaits the signed-in person, over HTTP. */
import { awaiting as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { readAwaiting } from './queries.ts'

export const awaitingRoutes: Routes = (app, { storage }) => {
  app.get('/me/awaiting', routeOf(operations.listAwaiting), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readAwaiting(tx, person))
  })
}
