/** The operations of inviting people, and of coming by an invitation. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { sessionInfo } from '../entity-schemas.ts'
import { createdInvitation, invitation, invitationsSnapshot, openInvitation } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

/** A key lets nobody in: whoever comes stays when the key is gone. */
const byPeople = { tag: 'invitations', access: 'people.manage', credentials: ['session'] } as const
const byLink = { tag: 'invitations', access: 'public' } as const
const over = ['invitation_unknown', 'invitation_used', 'invitation_expired', 'invitation_revoked'] as const

export const listInvitations = operation({
  ...byPeople,
  operationId: 'listInvitations',
  method: 'GET',
  path: '/api/v1/people/invitations',
  summary: 'List invitations, newest first',
  description: 'Live: follow the channel of `position` from there.',
  answer: {
    status: 200,
    description: 'The newest 200, used ones included',
    schema: invitationsSnapshot,
  },
})

export const createInvitation = operation({
  ...byPeople,
  operationId: 'createInvitation',
  method: 'POST',
  path: '/api/v1/people/invitations',
  summary: 'Make a link that lets one person in',
  body: named('CreateInvitation', schemas.createInvitation),
  command: 'without_revision',
  answer: {
    status: 201,
    description: 'The invitation with its token, shown this once',
    schema: createdInvitation,
    headers: ['ETag'],
  },
  problems: ['too_many_invitations'],
})

export const revokeInvitation = operation({
  ...byPeople,
  operationId: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/people/invitations/{id}',
  summary: 'Revoke an invitation',
  params: z.object({ id }),
  command: 'without_revision',
  answer: {
    status: 200,
    description: 'The invitation, which lets nobody in any more',
    schema: invitation,
    headers: ['ETag'],
  },
  problems: ['invitation_used'],
})

export const lookAtInvitation = operation({
  ...byLink,
  operationId: 'lookAtInvitation',
  method: 'POST',
  path: '/api/v1/invitation',
  summary: 'Tell what a link invites to',
  description: 'The token is in the body, so that no log and no other site sees it.',
  body: named('LookAtInvitation', schemas.lookAtInvitation),
  answer: { status: 200, description: 'The invitation is open', schema: openInvitation },
  problems: over,
})

export const acceptInvitation = operation({
  ...byLink,
  operationId: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/invitation/accept',
  summary: 'Come by an invitation',
  body: named('AcceptInvitation', schemas.acceptInvitation),
  answer: {
    status: 201,
    description: 'The person is made and signed in: the cookie is the session',
    schema: sessionInfo,
    headers: ['Set-Cookie'],
  },
  problems: over,
})
