/** The operations that publish a project or a version by itself, and tell of releases. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { instantField } from '../../text/schemas.ts'
import {
  blockerList,
  contentReleases,
  publishedVersion,
  publishResult,
  releaseDocument,
  releasesSnapshot,
  revertResult,
  siteReleasesSnapshot,
} from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const params = z.object({ id })
const ofVersion = z.object({ id, versionId: id })
const window = (limit: number) =>
  z.object({ cursor: id.optional(), limit: z.coerce.number().int().min(1).max(500).default(limit) })

export const publishProject = operation({
  operationId: 'publishProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/publish',
  tag: 'projects',
  summary: 'Publish the items of a project together',
  description:
    '`all` is refused unless every item is ready, `ready` takes the ready ones. Where something else is live than when an item was begun, it is refused unless `replace` names it.',
  access: 'project.publish',
  params,
  body: named('Publish', schemas.publish),
  command: 'if_match_optional',
  answer: {
    status: 200,
    description: 'The project, what was published and the release',
    schema: publishResult,
  },
  problems: ['gone', 'project_archived', 'publish_blocked', 'nothing_to_publish'],
})

export const listBlockers = operation({
  operationId: 'listBlockers',
  method: 'GET',
  path: '/api/v1/projects/{id}/blockers',
  tag: 'releases',
  summary: 'List what would keep a project from being published now',
  description: 'Publishing computes it anew; what counts is what it finds then.',
  access: 'project.read',
  params,
  query: z.object({
    mode: z
      .enum(['all', 'ready', 'scheduled'])
      .default('all')
      .describe('`scheduled`: what is in the way of its schedule'),
  }),
  answer: { status: 200, description: 'The items in the way, and why', schema: blockerList },
  problems: ['gone'],
})

export const publishVersion = operation({
  operationId: 'publishVersion',
  method: 'POST',
  path: '/api/v1/content/{id}/versions/{versionId}/publish',
  tag: 'content',
  summary: 'Publish a version by itself, without a project',
  description:
    'Refused unless it is ready and in no project. Where something else is live than when it was begun, it is refused unless `replace` names what is live.',
  access: 'project.publish',
  params: ofVersion,
  body: named('PublishVersion', schemas.publishVersion),
  command: 'if_match_optional',
  answer: {
    status: 200,
    description: 'The version, live now, and the release',
    schema: publishedVersion,
  },
  problems: ['gone', 'publish_blocked', 'nothing_to_publish'],
})

export const listVersionBlockers = operation({
  operationId: 'listVersionBlockers',
  method: 'GET',
  path: '/api/v1/content/{id}/versions/{versionId}/blockers',
  tag: 'content',
  summary: 'List what would keep a version from being published by itself now',
  description: 'Publishing computes it anew; what counts is what it finds then.',
  access: 'content.read',
  params: ofVersion,
  answer: { status: 200, description: 'What is in the way, and who can lift it', schema: blockerList },
  problems: ['gone'],
})

export const listContentReleases = operation({
  operationId: 'listContentReleases',
  method: 'GET',
  path: '/api/v1/content/{id}/releases',
  tag: 'content',
  summary: 'List what releases did to a content item, newest first',
  access: 'content.read',
  params,
  query: window(50),
  answer: { status: 200, description: 'A page of releases with this item in each', schema: contentReleases },
  problems: ['gone'],
})

export const listReleases = operation({
  operationId: 'listReleases',
  method: 'GET',
  path: '/api/v1/projects/{id}/releases',
  tag: 'releases',
  summary: 'List the releases of a project, newest first',
  access: 'project.read',
  params,
  query: window(50),
  answer: { status: 200, description: 'A page of releases', schema: releasesSnapshot },
  problems: ['gone'],
})

export const listSiteReleases = operation({
  operationId: 'listSiteReleases',
  method: 'GET',
  path: '/api/v1/releases',
  tag: 'releases',
  summary: 'List the releases of all projects and of versions by themselves, newest first',
  description:
    'Those of private projects are there for whoever sees these, those of deleted projects for nobody. Live: follow the channel of `position` from there, and load again where an event says `isWithheld`.',
  access: 'project.read',
  query: window(50).extend({
    personId: id.optional().describe('Only those that this person published'),
    projectId: id.optional().describe('Only those of this project'),
    from: instantField().optional().describe('Only those that began then or later'),
    until: instantField().optional().describe('Only those that began before'),
  }),
  answer: { status: 200, description: 'A page of releases', schema: siteReleasesSnapshot },
})

export const getRelease = operation({
  operationId: 'getRelease',
  method: 'GET',
  path: '/api/v1/releases/{id}',
  tag: 'releases',
  summary: 'Read a release and a page of its items',
  access: 'project.read',
  params,
  query: window(200),
  answer: { status: 200, description: 'The release', schema: releaseDocument, headers: ['ETag'] },
  problems: ['gone'],
})

export const revertRelease = operation({
  operationId: 'revertRelease',
  method: 'POST',
  path: '/api/v1/releases/{id}/revert',
  tag: 'releases',
  summary: 'Make a project that takes a release back',
  description:
    'It holds copies of the texts that were live before, and takes down what was live for the first time: all ready to be published, and in conflict where something else is live than the release left.',
  access: 'project.publish',
  params,
  body: named('Revert', schemas.revert),
  command: 'if_match_optional',
  answer: { status: 201, description: 'The project, and the release as it is now', schema: revertResult },
  orAnswer: {
    status: 200,
    description: 'A project that takes it back waits to be published: this one',
    schema: revertResult,
  },
  problems: ['gone', 'nothing_to_revert'],
})
