/** zod schemas of releases, of what comes of a publish and of what keeps it from happening. */
import { z } from 'zod'
import { status } from '../../content/entity-schemas.ts'
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
import { project } from '../entity-schemas.ts'
import { itemAction, projectItem, rejection } from '../items/entity-schemas.ts'
import { releaseStates } from './entity.ts'

export const release = named(
  'Release',
  z.object({
    ...identified,
    projectId: entityId,
    state: z.enum(releaseStates),
    note: z.string().describe('Why; empty where nothing was said'),
    publishedCount: z.int().min(0),
    takenDownCount: z.int().min(0),
    startedBy: actor,
    startedAt: instant,
    finishedAt: instant.nullable().describe('Null while it is under way'),
  }),
)

const releasedVersion = named('ReleasedVersion', z.object({ id: entityId, number: z.int().min(1) }))

const releaseItem = named(
  'ReleaseItem',
  z.object({
    id: entityId,
    itemId: entityId.describe('The project item, which may have left the project since'),
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
export const releaseDocument = named('ReleaseDocument', release.extend(page(releaseItem)))

export const publishResult = named(
  'PublishResult',
  z.object({ project, items: z.array(projectItem), release }),
)

export const liveVersion = named(
  'LiveVersion',
  z.object({
    versionId: entityId,
    versionNumber: z.int().min(1),
    projectId: entityId.nullable(),
    projectName: z.string().nullable(),
  }),
)

const blocking = { itemId: entityId, title: z.string(), status, rejection: rejection.optional() }

/** Why an item keeps a project from being published. */
export const blocker = named(
  'Blocker',
  z.discriminatedUnion('reason', [
    named('NotReadyBlocker', z.object({ ...blocking, reason: z.literal('not_ready') })),
    named(
      'ChangedSinceBlocker',
      z.object({
        ...blocking,
        reason: z.literal('changed_since'),
        live: liveVersion.nullable().describe('Null where it was taken down meanwhile'),
      }),
    ),
  ]),
)

export const blockerList = named('BlockerList', z.object(page(blocker)))
