/** zod schemas of projects and the list of them. */
import { z } from 'zod'
import { contentSummary } from '../content/entity-schemas.ts'
import { type Status, statuses } from '../content/status.ts'
import { actor, entityId, identified, instant, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { projectActions } from '../core/policy.ts'
import { leftReasons } from './commands.ts'
import { projectColors } from './entity.ts'
import { memberRoles, projectVisibilities } from './members/entity.ts'
import { schedule } from './schedules/entity-schemas.ts'

const count = z.int().min(0)

export const project = named(
  'Project',
  z.object({
    ...identified,
    name: z.string(),
    description: z.string(),
    color: z.enum(projectColors),
    visibility: z
      .enum(projectVisibilities)
      .describe('`private`: for its members alone, with the open versions that it holds'),
    createdBy: actor,
    createdAt: instant,
    updatedAt: instant,
    publishedAt: instant.nullable().describe('When it was last published as a whole or in part'),
    archivedAt: instant.nullable().describe('Since when it is archived: read only; null while it is open'),
    schedule: schedule.nullable().describe('While it is pending or missed, or failed and was not dismissed'),
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

const leftItems = z
  .array(
    named(
      'LeftItem',
      z.object({
        id: entityId,
        contentId: entityId,
        title: z.string(),
        versionNumber: z.int().min(1),
        reason: z.enum(leftReasons),
        project: z
          .object({ id: entityId, name: z.string() })
          .nullable()
          .describe('Which project holds the version now, or is scheduled and takes nothing'),
      }),
    ),
  )
  .describe('What did not come back')

export const restoredContent = named(
  'RestoredContent',
  z.object({ content: contentSummary, left: leftItems }),
)

export const reopenedProject = named('ReopenedProject', z.object({ project, left: leftItems }))

export const projectsSnapshot = named('ProjectsSnapshot', z.object({ ...page(projectSummary), ...snapshot }))
export const projectSnapshot = named(
  'ProjectSnapshot',
  project.extend({
    may: z.array(z.enum(projectActions)).describe('What whoever asks may do in the project while it is open'),
    memberRole: z
      .enum(memberRoles)
      .nullable()
      .describe('As what whoever asks is in it; null for a public project'),
    ...snapshot,
  }),
)
