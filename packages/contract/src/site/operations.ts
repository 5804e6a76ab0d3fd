/** The operations of live updates: what is switched on, the token, and what was missed. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { identifier } from '../text/schemas.ts'
import { changes, liveSnapshot, liveState, liveToken } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

export const getLive = operation({
  operationId: 'getLive',
  method: 'GET',
  path: '/api/v1/live',
  tag: 'live',
  summary: 'Tell which live updates are on, and why others are not',
  description: 'Who is not signed in learns no names. Live: follow the channel of `position` from there.',
  access: 'public',
  answer: { status: 200, description: 'What is on', schema: liveSnapshot },
})

export const changeLive = operation({
  operationId: 'changeLive',
  method: 'PATCH',
  path: '/api/v1/live',
  tag: 'live',
  summary: 'Switch live updates, or WebSockets alone',
  access: 'site.manage',
  body: named('ChangeLive', schemas.changeLive),
  command: 'without_revision',
  answer: { status: 200, description: 'What is on now', schema: liveState },
  problems: ['fixed_by_setting'],
})

export const createLiveToken = operation({
  operationId: 'createLiveToken',
  method: 'POST',
  path: '/api/v1/live/token',
  tag: 'live',
  summary: 'Get a connection token for realtime clients without the cookie',
  access: 'caller',
  answer: { status: 200, description: 'A token for the caller', schema: liveToken },
})

export const readChanges = operation({
  operationId: 'readChanges',
  method: 'GET',
  path: '/api/v1/changes',
  tag: 'live',
  summary: 'Read what a channel published after a position',
  description:
    'For clients that no connection reaches. Load a snapshot anew when it answers `recovered: false`.',
  access: 'caller',
  credentials: ['session', 'serviceKey', 'connectionToken'],
  query: z.object({
    channel: identifier({ max: 255, required: true }),
    epoch: identifier({ max: 255 }).default('').describe('Empty: any'),
    offset: z.coerce.number().int().min(0),
  }),
  answer: { status: 200, description: 'All of it, or where the channel stands', schema: changes },
  problems: ['forbidden', 'not_found', 'transport_off'],
})
