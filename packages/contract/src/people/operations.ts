/** The operations of signing in and out, of the set-up and of people. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { peopleSnapshot, sessionInfo } from './entity-schemas.ts'
import { person } from './person-schemas.ts'
import * as schemas from './schemas.ts'

const signedIn = { schema: sessionInfo, headers: ['Set-Cookie'] } as const

export const getSession = operation({
  operationId: 'getSession',
  method: 'GET',
  path: '/api/v1/session',
  tag: 'people',
  summary: 'Tell who is signed in',
  access: 'public',
  answer: { status: 200, description: 'Who is signed in, if anybody', schema: sessionInfo },
})

export const signIn = operation({
  operationId: 'signIn',
  method: 'POST',
  path: '/api/v1/session',
  tag: 'people',
  summary: 'Sign in with an e-mail address and a password',
  access: 'public',
  body: named('SignIn', schemas.signIn),
  answer: { status: 200, description: 'Signed in: the cookie is the session', ...signedIn },
  problems: ['sign_in_failed', 'account_deactivated'],
})

export const signInDemo = operation({
  operationId: 'signInDemo',
  method: 'POST',
  path: '/api/v1/session/demo',
  tag: 'people',
  summary: 'Sign in as one of the demo people',
  description: 'In demo mode only, and only from the machine that the server runs on.',
  access: 'public',
  body: named('DemoSignIn', schemas.demoSignIn),
  answer: { status: 200, description: 'Signed in: the cookie is the session', ...signedIn },
  problems: ['forbidden', 'not_found'],
})

export const signOut = operation({
  operationId: 'signOut',
  method: 'DELETE',
  path: '/api/v1/session',
  tag: 'people',
  summary: 'Sign out',
  access: 'public',
  answer: { status: 204, description: 'Nobody is signed in any more', headers: ['Set-Cookie'] },
})

export const setUp = operation({
  operationId: 'setUp',
  method: 'POST',
  path: '/api/v1/setup',
  tag: 'people',
  summary: 'Create the first administrator',
  description:
    'Only while there is no person, with the code from the link that the server printed at its start.',
  access: 'public',
  body: named('Setup', schemas.setup),
  answer: { status: 201, description: 'Created, and signed in', ...signedIn },
  problems: ['setup_code_wrong', 'setup_done'],
})

export const listPeople = operation({
  operationId: 'listPeople',
  method: 'GET',
  path: '/api/v1/people',
  tag: 'people',
  summary: 'List everybody',
  description: 'Live: follow the channel of `position` from there.',
  access: 'people.read',
  answer: { status: 200, description: 'All people, by id', schema: peopleSnapshot },
})

const managed = {
  tag: 'people',
  access: 'people.manage',
  params: z.object({ id }),
  problems: ['last_administrator', 'gone'],
} as const
const changed = {
  status: 200,
  description: 'The person as changed',
  schema: person,
  headers: ['ETag'],
} as const

export const changePerson = operation({
  ...managed,
  operationId: 'changePerson',
  method: 'PATCH',
  path: '/api/v1/people/{id}',
  summary: 'Give somebody another role, keep them out, or let them in again',
  description:
    'Who is `deactivated` loses sessions, tokens and live connections at once, and cannot sign in until they are `active` again. What they wrote stays. Service keys that they made go on, unless `revokeKeys` is true.',
  body: named('ChangePerson', schemas.changePerson),
  command: 'if_match_optional',
  answer: changed,
})

export const removePerson = operation({
  ...managed,
  operationId: 'removePerson',
  method: 'DELETE',
  path: '/api/v1/people/{id}',
  summary: 'Remove somebody for good',
  description:
    'As deactivating them; besides, their e-mail address and password are forgotten, and the address is free for somebody new. What they wrote stays, under their name or without it, as COPYDESK_REMOVED_NAMES says.',
  command: 'if_match_optional',
  answer: changed,
})
