/** The operations by which people see and change what is their own. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { me, ownSessions } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

/** No key or token knows the person's password or decides where they are signed in. */
const bySession = { tag: 'profile', access: 'person', credentials: ['session'] } as const

export const getMe = operation({
  operationId: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  tag: 'profile',
  summary: 'Read the signed-in person',
  access: 'person',
  answer: { status: 200, description: 'The signed-in person', schema: me },
})

export const changeMe = operation({
  operationId: 'changeMe',
  method: 'PATCH',
  path: '/api/v1/me',
  tag: 'profile',
  summary: 'Change one’s own name, language or time zone',
  access: 'person',
  body: named('ChangeMe', schemas.changeMe),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The person as changed', schema: me, headers: ['ETag'] },
})

export const changePassword = operation({
  ...bySession,
  operationId: 'changePassword',
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Change one’s own password',
  description:
    'Ends the session that asks and begins a new one, so that nobody goes on with a copied cookie. Other sessions of the person end as well, unless `keepOtherSessions` is true.',
  body: named('ChangePassword', schemas.changePassword),
  answer: { status: 204, description: 'Changed: the cookie is the new session', headers: ['Set-Cookie'] },
  problems: ['password_wrong', 'no_password'],
})

export const listOwnSessions = operation({
  ...bySession,
  operationId: 'listOwnSessions',
  method: 'GET',
  path: '/api/v1/me/sessions',
  summary: 'List where one is signed in, newest first',
  description: 'Live: follow the channel of `position` from there.',
  answer: { status: 200, description: 'All sessions that have not ended', schema: ownSessions },
})

export const endOtherSessions = operation({
  ...bySession,
  operationId: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  summary: 'Sign out everywhere else',
  command: 'without_revision',
  answer: { status: 204, description: 'Only the session that asked goes on' },
})

export const endOwnSession = operation({
  ...bySession,
  operationId: 'endOwnSession',
  method: 'DELETE',
  path: '/api/v1/me/sessions/{id}',
  summary: 'Sign out in one place',
  params: z.object({ id }),
  command: 'without_revision',
  answer: { status: 204, description: 'The session has ended' },
})
