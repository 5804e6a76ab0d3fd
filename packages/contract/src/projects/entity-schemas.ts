/** zod schemas of projects and the list of them. */
import { z } from 'zod'
import { type Status, statuses } from '../content/status.ts'
import { actor, identified, instant, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { projectActions } from '../core/policy.ts'
import { projectColors } from './entity.ts'

const count = z.int().min(0)

export const project = named(
  'Project',
  z.object({
    ...identified,
    name: z.string(),
    description: z.string(),
    color: z.enum(projectColors),
    createdBy: actor,
    createdAt: instant,
    updatedAt: instant,
    publishedAt: instant.nullable().describe('When it was last published as a whole or in part'),
  }),
)

const statusCounts = named(
  'StatusCounts',
  z.object(Object.fromEntries(statuses.map((one) => [one, count])) as Record<Status, typeof count>),
)

export const projectSummary = named(
  'ProjectSummary',
  project.extend({ counts: statusCounts, commentCount: count }),
)

export const projectsSnapshot = named('ProjectsSnapshot', z.object({ ...page(projectSummary), ...snapshot }))
export const projectSnapshot = named(
  'ProjectSnapshot',
  project.extend({
    may: z.array(z.enum(projectActions)).describe('What whoever asks may do in the project'),
    ...snapshot,
  }),
)
