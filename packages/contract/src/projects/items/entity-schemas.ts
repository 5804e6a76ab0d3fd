/** zod schemas of the versions that a project bundles. */
import { z } from 'zod'
import { approvalCount, contentType, rejection, status } from '../../content/entity-schemas.ts'
import { referenceKinds } from '../../content/references.ts'
import {
  actor,
  calendarDay,
  entityId,
  identified,
  instant,
  languageOf,
  page,
  snapshot,
} from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { itemActions } from './entity.ts'

export const itemAction = named('ItemAction', z.enum(itemActions))

export const projectItem = named(
  'ProjectItem',
  z.object({
    ...identified,
    projectId: entityId,
    contentId: entityId,
    action: itemAction,
    versionId: entityId.describe('What goes live, or is taken down'),
    versionNumber: z.int().min(1),
    baseVersionId: entityId
      .nullable()
      .describe('What was live when the version was begun, or was taken for its base since'),
    title: z.string(),
    path: z.string().exactOptional().describe('As the content item has it'),
    type: contentType,
    language: languageOf,
    status,
    rejection: rejection.nullable().describe('Null unless the status is `rejected`'),
    approvals: approvalCount
      .nullable()
      .describe('How far they are, while it is in review under a rule that asks for some'),
    assigneeId: entityId.nullable(),
    dueAt: calendarDay.nullable().describe('The day it is due on'),
    commentCount: z.int().min(0),
    addedAt: instant,
    updatedAt: instant,
    updatedBy: actor,
  }),
)

export const itemsSnapshot = named('ItemsSnapshot', z.object({ ...page(projectItem), ...snapshot }))
export const referredItems = named(
  'ReferredItems',
  z.object(
    page(
      named(
        'ReferredItem',
        z.object({
          contentId: entityId,
          language: languageOf.describe('In which it would be added'),
          title: z.string(),
          type: contentType,
          status,
          kind: z.enum(referenceKinds).describe('An embed where any of the texts embeds it'),
          referredBy: z
            .object({ contentId: entityId, title: z.string() })
            .describe('The first of the texts that refer to it'),
        }),
      ),
    ),
  ),
)

export const itemRows = named('ItemRows', z.object({ data: z.array(projectItem) }))
