/** The operations of private projects: who is in them, and how administrators get in. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { projectsSnapshot } from '../entity-schemas.ts'
import { closedProjects, projectMembersList, projectMembersSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const params = z.object({ id })
const whoever = { status: 200, description: 'All members', schema: projectMembersList } as const

export const listPrivateProjects = operation({
  operationId: 'listPrivateProjects',
  method: 'GET',
  path: '/api/v1/me/projects',
  tag: 'projects',
  summary: 'List the private projects that one is in',
  description: 'Live: follow the channel of `position` from there. `listProjects` has the others.',
  access: 'person',
  answer: { status: 200, description: 'Private projects, by id', schema: projectsSnapshot },
})

export const listMembers = operation({
  operationId: 'listMembers',
  method: 'GET',
  path: '/api/v1/projects/{id}/members',
  tag: 'projects',
  summary: 'List the members of a project',
  description: 'Nobody for a public project. Live: follow the channel of `position` from there.',
  access: 'project.read',
  params,
  answer: { status: 200, description: 'In the order in which they came', schema: projectMembersSnapshot },
  problems: ['gone'],
})

export const setMember = operation({
  operationId: 'setMember',
  method: 'POST',
  path: '/api/v1/projects/{id}/members',
  tag: 'projects',
  summary: 'Let a person or a group into a private project, or give them another role there',
  description: 'For managers of the project. What a member may do ends where their role on the site does.',
  access: 'project.write',
  params,
  body: named('SetMember', schemas.setMember),
  command: 'without_revision',
  answer: whoever,
  problems: ['gone', 'project_archived', 'project_is_public', 'too_many_members'],
})

export const removeMember = operation({
  operationId: 'removeMember',
  method: 'DELETE',
  path: '/api/v1/projects/{id}/members/{memberId}',
  tag: 'projects',
  summary: 'Put a person or a group out of a private project, or leave it oneself',
  description: 'For managers of the project, and for everybody of themself.',
  access: 'project.read',
  params: z.object({ id, memberId: id }),
  command: 'without_revision',
  answer: { status: 204, description: 'They are no member' },
  problems: ['gone', 'project_is_public'],
})

export const openToEverybody = operation({
  operationId: 'openToEverybody',
  method: 'POST',
  path: '/api/v1/projects/{id}/open',
  tag: 'projects',
  summary: 'Make a private project public, for good',
  description: 'For managers of the project. Everybody sees it and the versions that it holds.',
  access: 'project.write',
  params,
  command: 'without_revision',
  answer: { status: 204, description: 'It is public' },
  problems: ['gone', 'project_archived'],
})

export const listClosedProjects = operation({
  operationId: 'listClosedProjects',
  method: 'GET',
  path: '/api/v1/projects/closed',
  tag: 'projects',
  summary: 'List the private projects that one is not in',
  description: 'For administrators, who may enter them.',
  access: 'people.manage',
  credentials: ['session'],
  answer: { status: 200, description: 'The newest 500, newest first', schema: closedProjects },
})

export const enterProject = operation({
  operationId: 'enterProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/enter',
  tag: 'projects',
  summary: 'Enter a private project as administrator',
  description:
    'Makes one a manager of it. The list of members says for everybody in it that one let oneself in.',
  access: 'people.manage',
  credentials: ['session'],
  params,
  command: 'without_revision',
  answer: whoever,
  problems: ['gone', 'project_is_public', 'too_many_members'],
})
