/** The operations of a project's checklist. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { task, tasksSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const ofProject = z.object({ id })
const ofTask = z.object({ id, taskId: id })

export const listTasks = operation({
  operationId: 'listTasks',
  method: 'GET',
  path: '/api/v1/projects/{id}/tasks',
  tag: 'tasks',
  summary: 'List the checklist of a project',
  description: 'Live: follow the channel of `position` from there.',
  access: 'project.read',
  params: ofProject,
  answer: { status: 200, description: 'All tasks, in their order', schema: tasksSnapshot },
  problems: ['gone'],
})

export const addTask = operation({
  operationId: 'addTask',
  method: 'POST',
  path: '/api/v1/projects/{id}/tasks',
  tag: 'tasks',
  summary: 'Put a task on the checklist of a project',
  description: 'At most 200 in a project. Whoever it is assigned to is told.',
  access: 'item.write',
  params: ofProject,
  body: named('AddTask', schemas.addTask),
  command: 'without_revision',
  answer: { status: 201, description: 'The task', schema: task, headers: ['ETag'] },
  problems: ['gone', 'project_archived', 'too_many_tasks'],
})

export const changeTask = operation({
  operationId: 'changeTask',
  method: 'PATCH',
  path: '/api/v1/projects/{id}/tasks/{taskId}',
  tag: 'tasks',
  summary: 'Change a task, tick it off or open it again',
  description: 'Reviewers may tick; all else takes the right `item.write`.',
  access: 'item.review',
  params: ofTask,
  body: named('ChangeTask', schemas.changeTask),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The task', schema: task, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const moveTask = operation({
  operationId: 'moveTask',
  method: 'POST',
  path: '/api/v1/projects/{id}/tasks/{taskId}/move',
  tag: 'tasks',
  summary: 'Move a task within its checklist',
  access: 'item.write',
  params: ofTask,
  body: named('MoveTask', schemas.moveTask),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The task', schema: task, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const removeTask = operation({
  operationId: 'removeTask',
  method: 'DELETE',
  path: '/api/v1/projects/{id}/tasks/{taskId}',
  tag: 'tasks',
  summary: 'Delete a task',
  access: 'item.write',
  params: ofTask,
  command: 'if_match_optional',
  answer: { status: 204, description: 'It is no longer on the checklist' },
  problems: ['gone', 'project_archived'],
})

export const restoreTask = operation({
  operationId: 'restoreTask',
  method: 'POST',
  path: '/api/v1/projects/{id}/tasks/{taskId}/restore',
  tag: 'tasks',
  summary: 'Put a deleted task back as it was',
  access: 'item.write',
  params: ofTask,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The task', schema: task, headers: ['ETag'] },
  problems: ['gone', 'project_archived', 'too_many_tasks'],
})
