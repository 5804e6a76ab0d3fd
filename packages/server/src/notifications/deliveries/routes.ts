/** What left the server to tell somebody, over HTTP, for administrators. */
import { deliveries as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { readDeliveries } from './queries.ts'

export const deliveryRoutes: Routes = (app, { storage }) => {
  app.get('/deliveries', routeOf(operations.listDeliveries), async (request) =>
    storage.read((tx) => readDeliveries(tx, request.query)),
  )
}
