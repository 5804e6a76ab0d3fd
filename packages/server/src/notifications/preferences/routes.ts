/** What the signed-in person wants to be told of, over HTTP. */
import { preferences as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { mailingOf } from '../../mail/mailing.ts'
import { changeMailSettings } from '../mail/change-settings.ts'
import { changePreference } from './commands.ts'
import { readPreferences } from './queries.ts'

/** `/preferences` and what is below it. */
export const preferenceRoutes: Routes = (app, { settings, storage, runner }) => {
  app.get('/preferences', routeOf(operations.listPreferences), async (request) => {
    const { id } = requirePerson(request)
    return storage.read((tx) => readPreferences(tx, id, mailingOf(settings)))
  })

  app.patch('/preferences/mail', routeOf(operations.changeMailSettings), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, changeMailSettings(person.id, request.body))
  })

  app.patch('/preferences/:type', routeOf(operations.changePreference), async (request, reply) => {
    const person = requirePerson(request)
    const command = changePreference(person.id, request.params.type, request.body)
    return runCommand(runner, request, reply, person, command)
  })
}
