/** The operations by which people say what they want to be told of. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { identifier } from '../../text/schemas.ts'
import { mailSettings, preference, preferencesSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

export const listPreferences = operation({
  operationId: 'listPreferences',
  method: 'GET',
  path: '/api/v1/preferences',
  tag: 'notifications',
  summary: 'Read what you are told of, by type and channel',
  description: 'Live: follow the channel of `position` from there.',
  access: 'person',
  answer: { status: 200, description: 'Each type', schema: preferencesSnapshot },
})

export const changePreference = operation({
  operationId: 'changePreference',
  method: 'PATCH',
  path: '/api/v1/preferences/{type}',
  tag: 'notifications',
  summary: 'Change where you are told of one type',
  description: 'For what happens from then on; what you were told of before stays.',
  access: 'person',
  params: z.object({ type: identifier({ max: 64 }).describe('The `id` of a preference') }),
  body: named('ChangePreference', schemas.changePreference),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The preference', schema: preference, headers: ['ETag'] },
})

export const changeMailSettings = operation({
  operationId: 'changeMailSettings',
  method: 'PATCH',
  path: '/api/v1/preferences/mail',
  tag: 'notifications',
  summary: 'Change when you are mailed',
  description: 'What waits for its mail follows at once.',
  access: 'person',
  body: named('ChangeMailSettings', schemas.changeMailSettings),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The settings of mail', schema: mailSettings, headers: ['ETag'] },
})
