/** The operation that says what awaits the signed-in person. */
import { operation } from '../../core/operation.ts'
import { awaitingSnapshot } from './entity-schemas.ts'

export const listAwaiting = operation({
  operationId: 'listAwaiting',
  method: 'GET',
  path: '/api/v1/me/awaiting',
  tag: 'tasks',
  summary: 'List what awaits you: to decide, to go on with, to tick off',
  description:
    'What is in review by an approval rule awaits those whom its present step asks and who have not approved it, whether a project holds it or not; what is in review by hand, the assignee, or in a project everybody who may review there while it is assigned to nobody. What is due first comes first, what anyone may review last. Live: follow the channel of `position` from there.',
  access: 'person',
  answer: { status: 200, description: 'All of it, up to 200', schema: awaitingSnapshot },
})
