/** The schedule of a project over HTTP. */
import { schedules as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { etagOf } from '../../http/etag.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { cancelSchedule, changeSchedule, createSchedule, runMissed } from './commands.ts'
import { projectDoor } from './project-door.ts'
import { readProjectSchedule } from './queries.ts'

/** `/projects/{id}/schedule`. */
export const scheduleRoutes: Routes = (app, { storage, runner }) => {
  app.post('/projects/:id/schedule', routeOf(operations.scheduleProject), async (request, reply) => {
    const command = createSchedule(projectDoor(request.params.id), request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.get('/projects/:id/schedule', routeOf(operations.getProjectSchedule), async (request, reply) => {
    const person = requirePerson(request)
    const schedule = await storage.read((tx) => readProjectSchedule(tx, person, request.params.id))
    reply.header('etag', etagOf(schedule.revision))
    return schedule
  })

  app.patch('/projects/:id/schedule', routeOf(operations.changeProjectSchedule), async (request, reply) => {
    const command = changeSchedule(projectDoor(request.params.id), request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.delete('/projects/:id/schedule', routeOf(operations.cancelProjectSchedule), async (request, reply) => {
    const command = cancelSchedule(projectDoor(request.params.id))
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.post('/projects/:id/schedule/run', routeOf(operations.runProjectSchedule), async (request, reply) => {
    const command = runMissed(projectDoor(request.params.id))
    return runCommand(runner, request, reply, requirePerson(request), command)
  })
}
