/** The operations by which administrators see who was told of an event, who was not, and why. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { traceOutcomes } from './entity.ts'
import { traceDetail, traceList } from './entity-schemas.ts'

const byAdministrators = { tag: 'notifications', access: 'site.manage', method: 'GET' } as const

export const listTraces = operation({
  ...byAdministrators,
  operationId: 'listTraces',
  path: '/api/v1/traces',
  summary: 'List the events of which people were told, newest first',
  description:
    'Kept for as long as the settings say. What happened in a private project that you do not see is left out. Live: the channel of `position` says when it is to be read again.',
  query: z.object({
    about: id.optional().describe('Only those of this event or comment'),
    projectId: id.optional().describe('Only those of this project'),
    cursor: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: { status: 200, description: 'A page of traces', schema: traceList },
})

export const readTrace = operation({
  ...byAdministrators,
  operationId: 'readTrace',
  path: '/api/v1/traces/{id}',
  summary: 'Read who was told of an event, who was not, and why',
  description:
    'As it was decided then: rights and preferences may have changed since. Live: the channel of `position` says when it is to be read again.',
  params: z.object({ id }),
  query: z.object({
    outcome: z.enum(traceOutcomes).optional().describe('Only those of whom this was the outcome'),
    personId: id.optional().describe('Only what was decided of this person'),
    cursor: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: { status: 200, description: 'A page of decisions', schema: traceDetail },
})
