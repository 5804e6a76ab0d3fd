/** The operations by which people watch and mute. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { identifier } from '../../text/schemas.ts'
import { subscription, subscriptionsSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

export const listSubscriptions = operation({
  operationId: 'listSubscriptions',
  method: 'GET',
  path: '/api/v1/subscriptions',
  tag: 'notifications',
  summary: 'List what you watch and mute',
  description: 'Live: follow the channel of `position` from there.',
  access: 'person',
  answer: { status: 200, description: 'All of it, by key', schema: subscriptionsSnapshot },
})

export const changeSubscription = operation({
  operationId: 'changeSubscription',
  method: 'PATCH',
  path: '/api/v1/subscriptions/{key}',
  tag: 'notifications',
  summary: 'Watch something, mute it, or neither',
  description:
    'A key covers what is below it: a project its items, an item its threads. The nearest counts; what you have muted tells you only what is said to you by name. What is in your inbox stays, and is counted.',
  access: 'person',
  params: z.object({
    key: identifier({ max: 64 }).describe(
      '`site`, or `project:`, `item:`, `content:` or `thread:` with an id; a thread has that of its first comment',
    ),
  }),
  body: named('ChangeSubscription', schemas.changeSubscription),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The subscription', schema: subscription, headers: ['ETag'] },
  problems: ['gone', 'too_many_subscriptions'],
})
