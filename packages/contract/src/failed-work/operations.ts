/** The operations of failed work, for administrators. */
import { z } from 'zod'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { failedWork, failedWorkList } from './entity-schemas.ts'

const byAdministrators = { tag: 'work', access: 'site.manage' } as const

export const listFailedWork = operation({
  ...byAdministrators,
  operationId: 'listFailedWork',
  method: 'GET',
  path: '/api/v1/failed-work',
  summary: 'List work that failed at its last attempt, newest first',
  description:
    'Also known as failed jobs, or as the dead-letter queue. Live: the channel of `position` says when it is to be read again.',
  query: z.object({ cursor: id.optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
  answer: { status: 200, description: 'A page of it', schema: failedWorkList },
})

export const retryFailedWork = operation({
  ...byAdministrators,
  operationId: 'retryFailedWork',
  method: 'POST',
  path: '/api/v1/failed-work/{id}/retry',
  summary: 'Have failed work tried again',
  description:
    'It waits in the outbox again, with all of its attempts ahead. Once it is there, it is failed work no more: asking again answers 404.',
  params: z.object({ id }),
  command: 'without_revision',
  answer: { status: 200, description: 'What is tried again', schema: failedWork },
  problems: ['work_replaced'],
})

export const discardFailedWork = operation({
  ...byAdministrators,
  operationId: 'discardFailedWork',
  method: 'DELETE',
  path: '/api/v1/failed-work/{id}',
  summary: 'Discard failed work for good',
  params: z.object({ id }),
  command: 'without_revision',
  answer: { status: 200, description: 'What was discarded', schema: failedWork },
})
