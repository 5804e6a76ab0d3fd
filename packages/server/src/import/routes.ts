/** Imports over HTTP: which there are, and taking them back. Importing is a command of the command line. */
import { imports as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { listImports } from './list-imports.ts'
import { undoPartOf } from './undo-import.ts'

export const importRoutes: Routes = (app, { storage, runner, settings, now }) => {
  app.get('/imports', routeOf(operations.listImports), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => listImports(tx, person, { now: now(), trashDays: settings.trashDays }))
  })

  app.post('/imports/:id/undo', routeOf(operations.undoImport), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, undoPartOf(request.params.id, settings.trashDays))
  })
}
