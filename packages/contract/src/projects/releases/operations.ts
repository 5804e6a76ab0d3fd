/** The operations that publish a project, and tell of its releases. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { blockerList, publishResult, releaseDocument, releasesSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const params = z.object({ id })
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
  problems: ['gone', 'publish_blocked', 'nothing_to_publish'],
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
  query: z.object({ mode: z.enum(['all', 'ready']).default('all') }),
  answer: { status: 200, description: 'The items in the way, and why', schema: blockerList },
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
