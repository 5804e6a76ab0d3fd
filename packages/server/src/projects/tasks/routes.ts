/** The checklist of a project over HTTP. */
import { tasks as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import * as commands from './commands.ts'
import { readTasks } from './queries.ts'

export const taskRoutes: Routes = (app, { storage, runner }) => {
  app.get('/projects/:id/tasks', routeOf(operations.listTasks), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readTasks(tx, person, request.params.id))
  })

  app.post('/projects/:id/tasks', routeOf(operations.addTask), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, commands.addTask(request.params.id, request.body))
  })

  app.patch('/projects/:id/tasks/:taskId', routeOf(operations.changeTask), async (request, reply) => {
    const person = requirePerson(request, commands.actionOf(request.body))
    const { id, taskId } = request.params
    return runCommand(runner, request, reply, person, commands.changeTask(id, taskId, request.body))
  })

  app.post('/projects/:id/tasks/:taskId/move', routeOf(operations.moveTask), async (request, reply) => {
    const person = requirePerson(request)
    const { id, taskId } = request.params
    return runCommand(runner, request, reply, person, commands.moveTask(id, taskId, request.body.before))
  })

  app.delete('/projects/:id/tasks/:taskId', routeOf(operations.removeTask), async (request, reply) => {
    const person = requirePerson(request)
    const { id, taskId } = request.params
    return runCommand(runner, request, reply, person, commands.removeTask(id, taskId))
  })

  app.post('/projects/:id/tasks/:taskId/restore', routeOf(operations.restoreTask), async (request, reply) => {
    const person = requirePerson(request)
    const { id, taskId } = request.params
    return runCommand(runner, request, reply, person, commands.restoreTask(id, taskId))
  })
}
