/** zod schemas of the members of private projects. */
import { z } from 'zod'
import { actor, entityId, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { memberRoles } from './entity.ts'

const projectMember = named(
  'ProjectMember',
  z.object({
    id: entityId.describe('Of the person or the group'),
    kind: z.enum(['person', 'group']),
    role: z.enum(memberRoles).describe('What they may do there, never more than their role on the site'),
    addedBy: actor,
    addedAt: instant,
    hasEntered: z.boolean().describe('An administrator who let themself in'),
  }),
)

export const projectMembersList = named('ProjectMembersList', z.object(page(projectMember)))
export const projectMembersSnapshot = named(
  'ProjectMembersSnapshot',
  z.object({ ...page(projectMember), ...snapshot }),
)

export const closedProjects = named(
  'ClosedProjects',
  z.object(
    page(
      named(
        'ClosedProject',
        z.object({ id: entityId, name: z.string(), createdBy: actor, createdAt: instant }),
      ),
    ),
  ),
)
