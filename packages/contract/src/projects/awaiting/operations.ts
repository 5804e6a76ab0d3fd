/** The operations of what awaits the signed-in person. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { awaitingSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

export const listAwaiting = operation({
  operationId: 'listAwaiting',
  method: 'GET',
  path: '/api/v1/me/awaiting',
  tag: 'tasks',
  summary: 'List what awaits you: to decide, to go on with, to tick off, to answer',
  description:
    'What is in review by an approval rule awaits those whom its present step asks and who have not approved it, whether a project holds it or not; what is in review by hand, the assignee, or in a project everybody who may review there while it is assigned to nobody. A thread awaits those whom a comment of it mentions by name until they write below it, react to it, say that nothing is to be done, or it is resolved. What is due first comes first, what anyone may review last. Live: follow the channel of `position` from there.',
  access: 'person',
  answer: { status: 200, description: 'All of it, up to 200', schema: awaitingSnapshot },
})

export const settleMention = operation({
  operationId: 'settleMention',
  method: 'PATCH',
  path: '/api/v1/me/awaiting/mentions/{id}',
  tag: 'tasks',
  summary: 'Say that nothing is to be done about a comment that mentions you, or take that back',
  description:
    'Those before it in its thread that mention you are done with it; one that comes later is not.',
  access: 'person',
  params: z.object({ id: id.describe('Of the comment') }),
  body: named('SettleMention', schemas.settleMention),
  command: 'without_revision',
  answer: { status: 204, description: 'It awaits you no more, or again' },
  problems: ['forbidden', 'gone', 'project_archived'],
})
