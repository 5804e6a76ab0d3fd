/** The schedule of a project, and of a version by itself, over HTTP. */
import { schedules as operations, versionSchedules } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { etagOf } from '../../http/etag.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { cancelSchedule, changeSchedule, createSchedule, runMissed } from './commands.ts'
import { projectDoor } from './project-door.ts'
import { readProjectSchedule, readVersionSchedule } from './queries.ts'
import { versionDoor } from './version-door.ts'

/** `/projects/{id}/schedule`, and the same below `/content/{id}/versions/{versionId}`. */
export const scheduleRoutes: Routes = (app, parts) => {
  projectScheduleRoutes(app, parts)
  versionScheduleRoutes(app, parts)
}

const projectScheduleRoutes: Routes = (app, { storage, runner }) => {
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

const versionScheduleRoutes: Routes = (app, { storage, runner }) => {
  const at = '/content/:id/versions/:versionId/schedule'
  const doorOf = ({ id, versionId }: { id: string; versionId: string }) => versionDoor(id, versionId)

  app.post(at, routeOf(versionSchedules.scheduleVersion), async (request, reply) => {
    const command = createSchedule(doorOf(request.params), request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.get(at, routeOf(versionSchedules.getVersionSchedule), async (request, reply) => {
    const person = requirePerson(request)
    const { id, versionId } = request.params
    const schedule = await storage.read((tx) => readVersionSchedule(tx, person, id, versionId))
    reply.header('etag', etagOf(schedule.revision))
    return schedule
  })

  app.patch(at, routeOf(versionSchedules.changeVersionSchedule), async (request, reply) => {
    const command = changeSchedule(doorOf(request.params), request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.delete(at, routeOf(versionSchedules.cancelVersionSchedule), async (request, reply) => {
    const command = cancelSchedule(doorOf(request.params))
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.post(`${at}/run`, routeOf(versionSchedules.runVersionSchedule), async (request, reply) => {
    const command = runMissed(doorOf(request.params))
    return runCommand(runner, request, reply, requirePerson(request), command)
  })
}
