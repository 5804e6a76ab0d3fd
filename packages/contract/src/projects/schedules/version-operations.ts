/** The operations that schedule a version by itself. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { schedule } from './entity-schemas.ts'
import { changeSchedule, createSchedule, timeProblems } from './requests.ts'

const params = z.object({ id, versionId: id })
const path = '/api/v1/content/{id}/versions/{versionId}/schedule'

export const scheduleVersion = operation({
  operationId: 'scheduleVersion',
  method: 'POST',
  path,
  tag: 'schedules',
  summary: 'Schedule a version by itself, without a project',
  description:
    'At a time on the wall of a zone. Refused unless it is ready and in no project; from then on it is locked.',
  access: 'project.publish',
  params,
  body: createSchedule,
  command: 'if_match_optional',
  answer: { status: 201, description: 'The schedule', schema: schedule, headers: ['ETag'] },
  problems: ['gone', 'already_scheduled', 'publish_blocked', 'nothing_to_publish', ...timeProblems],
})

export const getVersionSchedule = operation({
  operationId: 'getVersionSchedule',
  method: 'GET',
  path,
  tag: 'schedules',
  summary: 'Read the schedule of a version by itself',
  description:
    'As the version itself has it: one that is pending or missed, or that failed and was not dismissed.',
  access: 'content.read',
  params,
  answer: { status: 200, description: 'The schedule', schema: schedule, headers: ['ETag'] },
  problems: ['gone'],
})

export const changeVersionSchedule = operation({
  operationId: 'changeVersionSchedule',
  method: 'PATCH',
  path,
  tag: 'schedules',
  summary: 'Schedule a version for another time',
  description: 'What is left out stays. It runs in the name of whoever changed it last.',
  access: 'project.publish',
  params,
  body: changeSchedule,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The schedule', schema: schedule, headers: ['ETag'] },
  problems: ['gone', 'not_scheduled', 'schedule_missed', ...timeProblems],
})

export const cancelVersionSchedule = operation({
  operationId: 'cancelVersionSchedule',
  method: 'DELETE',
  path,
  tag: 'schedules',
  summary: 'Cancel the schedule of a version',
  description: 'It is ready as before. One that failed is dismissed.',
  access: 'project.publish',
  params,
  command: 'if_match_optional',
  answer: { status: 204, description: 'The version is scheduled no more' },
  problems: ['gone', 'not_scheduled'],
})

export const runVersionSchedule = operation({
  operationId: 'runVersionSchedule',
  method: 'POST',
  path: `${path}/run`,
  tag: 'schedules',
  summary: 'Publish now a version that missed its time',
  description: 'In the name of whoever asks. Refused with what is in the way, and missed still then.',
  access: 'project.publish',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The schedule, done', schema: schedule, headers: ['ETag'] },
  problems: ['gone', 'not_scheduled', 'schedule_not_missed', 'publish_blocked', 'nothing_to_publish'],
})
