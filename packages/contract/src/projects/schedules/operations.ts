/** The operations that schedule a project. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { schedule } from './entity-schemas.ts'
import { changeSchedule, createSchedule, timeProblems } from './requests.ts'

const params = z.object({ id })

export const scheduleProject = operation({
  operationId: 'scheduleProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/schedule',
  tag: 'schedules',
  summary: 'Schedule a project',
  description:
    'At a time on the wall of a zone. Nothing may be in the way of publishing; from then on texts and membership are locked.',
  access: 'project.publish',
  params,
  body: createSchedule,
  command: 'if_match_optional',
  answer: { status: 201, description: 'The schedule', schema: schedule, headers: ['ETag'] },
  problems: [
    'gone',
    'project_archived',
    'already_scheduled',
    'publish_blocked',
    'nothing_to_publish',
    ...timeProblems,
  ],
})

export const getProjectSchedule = operation({
  operationId: 'getProjectSchedule',
  method: 'GET',
  path: '/api/v1/projects/{id}/schedule',
  tag: 'schedules',
  summary: 'Read the schedule of a project',
  description:
    'As the project itself has it: one that is pending or missed, or that failed and was not dismissed.',
  access: 'project.read',
  params,
  answer: { status: 200, description: 'The schedule', schema: schedule, headers: ['ETag'] },
  problems: ['gone'],
})

export const changeProjectSchedule = operation({
  operationId: 'changeProjectSchedule',
  method: 'PATCH',
  path: '/api/v1/projects/{id}/schedule',
  tag: 'schedules',
  summary: 'Schedule a project for another time',
  description: 'What is left out stays. It runs in the name of whoever changed it last.',
  access: 'project.publish',
  params,
  body: changeSchedule,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The schedule', schema: schedule, headers: ['ETag'] },
  problems: ['gone', 'project_archived', 'not_scheduled', 'schedule_missed', ...timeProblems],
})

export const cancelProjectSchedule = operation({
  operationId: 'cancelProjectSchedule',
  method: 'DELETE',
  path: '/api/v1/projects/{id}/schedule',
  tag: 'schedules',
  summary: 'Cancel the schedule of a project',
  description: 'Its items are ready as before. One that failed is dismissed.',
  access: 'project.publish',
  params,
  command: 'if_match_optional',
  answer: { status: 204, description: 'The project is scheduled no more' },
  problems: ['gone', 'project_archived', 'not_scheduled'],
})

export const runProjectSchedule = operation({
  operationId: 'runProjectSchedule',
  method: 'POST',
  path: '/api/v1/projects/{id}/schedule/run',
  tag: 'schedules',
  summary: 'Publish now what a project missed to publish in time',
  description: 'In the name of whoever asks. Refused with what is in the way, and missed still then.',
  access: 'project.publish',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The schedule, done', schema: schedule, headers: ['ETag'] },
  problems: [
    'gone',
    'project_archived',
    'not_scheduled',
    'schedule_not_missed',
    'publish_blocked',
    'nothing_to_publish',
  ],
})
