/** The operation that reads what was done in a project. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { activityGroupNames } from './entity.ts'
import { activitySnapshot } from './entity-schemas.ts'

export const listActivity = operation({
  operationId: 'listActivity',
  method: 'GET',
  path: '/api/v1/projects/{id}/activity',
  tag: 'activity',
  summary: 'List what was done in a project, newest first',
  description:
    'Live: follow the channel of `position` from there; its events carry what they add as `activity`.',
  access: 'project.read',
  params: z.object({ id }),
  query: z.object({
    group: z.enum(activityGroupNames).optional().describe('Only what is of this kind'),
    personId: id.optional().describe('Only what this person did'),
    cursor: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: { status: 200, description: 'A page of activity', schema: activitySnapshot },
  problems: ['gone'],
})
