/**
 * Says which live updates are on, and lets administrators switch them. Asking needs no session, so that a signed-out
 * page knows as well; it then learns no names.
 */
import { channels, type LiveSnapshot } from '@copydesk/contract'
import { site as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { readPosition } from '../storage/journal.ts'
import { changeLive } from './commands.ts'
import { readChoices } from './live-choices.ts'
import { liveState } from './live-info.ts'

export const liveRoutes: Routes = (app, { settings, storage, runner }) => {
  app.get('/live', routeOf(operations.getLive), async (request, reply): Promise<LiveSnapshot> => {
    reply.header('cache-control', 'no-store')
    return storage.read(async (tx) => ({
      ...liveState({ settings, choices: await readChoices(tx) }, request.signedIn !== null),
      position: await readPosition(tx, channels.site),
    }))
  })

  app.patch('/live', routeOf(operations.changeLive), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, changeLive(request.body, settings))
  })
}
