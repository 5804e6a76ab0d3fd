/** zod schemas of releases, of what comes of a publish and of what keeps it from happening. */
import { z } from 'zod'
import { approvalCount, rejection, status, versionSummary } from '../../content/entity-schemas.ts'
import {
  actor,
  entityId,
  identified,
  instant,
  languageOf,
  page,
  snapshot,
} from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { roles } from '../../core/roles.ts'
import { project } from '../entity-schemas.ts'
import { itemAction, projectItem } from '../items/entity-schemas.ts'
import { liftSteps } from './commands.ts'
import { releaseStates } from './entity.ts'

export const release = named(
  'Release',
  z.object({
    ...identified,
    projectId: entityId.nullable().describe('Null where a version was published by itself'),
    state: z.enum(releaseStates),
    note: z.string().describe('Why; empty where nothing was said'),
    publishedCount: z.int().min(0),
    takenDownCount: z.int().min(0),
    startedBy: actor,
    startedAt: instant,
    finishedAt: instant.nullable().describe('Null while it is under way'),
    scheduleId: entityId.nullable().describe('The schedule that it was carried out by'),
    revertProjectId: entityId
      .nullable()
      .describe('The project made last to take it back, which may be deleted since; null: none was'),
    revertedById: entityId.nullable().describe('The release that took it back; null while none did'),
  }),
)

const releasedVersion = named('ReleasedVersion', z.object({ id: entityId, number: z.int().min(1) }))

export const revertResult = named('RevertResult', z.object({ project, release }))

const releaseItem = named(
  'ReleaseItem',
  z.object({
    id: entityId,
    itemId: entityId
      .nullable()
      .describe('The project item, which may have left the project since; null where there was no project'),
    contentId: entityId,
    language: languageOf,
    title: z.string(),
    action: itemAction,
    version: releasedVersion.describe('What went live, or was taken down'),
    base: releasedVersion.nullable().describe('What was live when that version was begun'),
    previous: releasedVersion.nullable().describe('What was live until then'),
    replaced: z.boolean().describe('Something other than the base was live, and was replaced on purpose'),
  }),
)

export const releasesSnapshot = named('ReleasesSnapshot', z.object({ ...page(release), ...snapshot }))
export const siteReleasesSnapshot = named(
  'SiteReleasesSnapshot',
  z.object({
    ...page(
      named(
        'ListedRelease',
        release.extend({
          item: releaseItem
            .nullable()
            .describe('What it did, where a version was published by itself; null for a project'),
        }),
      ),
    ),
    personId: entityId.nullable(),
    projectId: entityId.nullable(),
    from: instant.nullable(),
    until: instant.nullable(),
    ...snapshot,
  }),
)
export const releaseDocument = named('ReleaseDocument', release.extend(page(releaseItem)))

export const contentReleases = named(
  'ContentReleases',
  z.object(page(named('ReleaseOfContent', release.extend({ item: releaseItem })))),
)

export const publishResult = named(
  'PublishResult',
  z.object({ project, items: z.array(projectItem), release }),
)

export const publishedVersion = named('PublishedVersion', z.object({ version: versionSummary, release }))

export const liveVersion = named(
  'LiveVersion',
  z.object({
    versionId: entityId,
    versionNumber: z.int().min(1),
    projectId: entityId.nullable(),
    projectName: z.string().nullable(),
  }),
)

const lift = named(
  'Lift',
  z.object({
    step: z.enum(liftSteps).describe('What is to be done about it'),
    roles: z.array(z.enum(roles)).describe('The roles that may'),
    people: z.array(entityId).describe('Of those who may, the people whose turn it is first'),
  }),
)

const blocking = {
  itemId: entityId.nullable().describe('Null where a version is published by itself'),
  contentId: entityId,
  versionId: entityId,
  title: z.string(),
  status,
  rejection: rejection.optional(),
  lift,
}

const referredContent = named(
  'ReferredContent',
  z.object({
    contentId: entityId,
    language: languageOf.nullable().describe('In which it is, or would be'),
    title: z.string().nullable().describe('Null: there is no such content'),
    isInTrash: z.literal(true).exactOptional().describe('It was deleted, and can be brought back'),
  }),
)

/** What keeps a project or a version from being published. */
export const blocker = named(
  'Blocker',
  z.discriminatedUnion('reason', [
    named('NotReadyBlocker', z.object({ ...blocking, reason: z.literal('not_ready') })),
    named(
      'ApprovalsMissingBlocker',
      z.object({
        ...blocking,
        reason: z.literal('approvals_missing'),
        approvals: approvalCount
          .nullable()
          .describe('Null where it is ready by another rule than the one that counts here'),
        isStuck: z.boolean().describe('Nobody is left who could give those that are missing'),
      }),
    ),
    named(
      'ChangedSinceBlocker',
      z.object({
        ...blocking,
        reason: z.literal('changed_since'),
        live: liveVersion.nullable().describe('Null where it was taken down meanwhile'),
      }),
    ),
    named(
      'HeldBlocker',
      z.object({
        ...blocking,
        reason: z.literal('held_by_project'),
        project: z.object({ id: entityId, name: z.string() }),
      }),
    ),
    named(
      'OpenTaskBlocker',
      z.object({
        reason: z.literal('open_task'),
        taskId: entityId,
        title: z.string().describe('Of the task'),
        itemId: entityId.nullable().describe('The item that it is about; null: the project as a whole'),
        itemTitle: z.string().nullable(),
        lift,
      }),
    ),
    named(
      'EmbedBlocker',
      z.object({
        ...blocking,
        reason: z.literal('embed_not_live'),
        reference: referredContent.describe('What the text embeds'),
      }),
    ),
    named(
      'EmbeddedBlocker',
      z.object({
        ...blocking,
        reason: z.literal('embedded_live'),
        reference: referredContent.describe('What is live and embeds this'),
      }),
    ),
  ]),
)

const referenceWarning = named(
  'ReferenceWarning',
  z.object({
    reason: z
      .enum(['link_not_live', 'linked_live'])
      .describe('The text links to what is not live; or what is live links to what would be taken down'),
    itemId: entityId.nullable(),
    contentId: entityId,
    versionId: entityId,
    title: z.string(),
    reference: referredContent,
  }),
)

export const blockerList = named(
  'BlockerList',
  z.object({ ...page(blocker), warnings: z.array(referenceWarning).describe('They block nothing') }),
)
