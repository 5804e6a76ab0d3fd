/** zod schemas of invitations. */
import { z } from 'zod'
import { actor, entityId, identified, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { roles } from '../../core/roles.ts'

export const invitation = named(
  'Invitation',
  z.object({
    ...identified,
    label: z.string().describe('For whom it is, in the words of whoever invited; may be empty'),
    role: z.enum(roles),
    createdBy: actor,
    createdAt: instant,
    expiresAt: instant,
    acceptedAt: instant.nullable(),
    acceptedBy: entityId.nullable().describe('Who came by it'),
    revokedAt: instant.nullable(),
  }),
)

export const createdInvitation = named(
  'CreatedInvitation',
  invitation.extend({
    token: z
      .string()
      .describe(
        'The link is `/invitation#token` of the site. Shown here alone; empty where the same request is sent again',
      ),
  }),
)

export const invitationsSnapshot = named(
  'InvitationsSnapshot',
  z.object({ ...page(invitation), ...snapshot }),
)

export const openInvitation = named(
  'OpenInvitation',
  z.object({
    role: z.enum(roles),
    invitedBy: z.string().describe('The name of whoever invites'),
    expiresAt: instant,
  }),
)
