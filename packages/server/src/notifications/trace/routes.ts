/** Who was told of what happened, over HTTP, for administrators. */
import { traces as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { readTrace, readTraces } from './queries.ts'

export const traceRoutes: Routes = (app, { storage }) => {
  app.get('/traces', routeOf(operations.listTraces), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readTraces(tx, person, request.query))
  })

  app.get('/traces/:id', routeOf(operations.readTrace), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readTrace(tx, person, request.params.id, request.query))
  })
}
