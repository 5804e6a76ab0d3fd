/** The operations of projects. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { project, projectSnapshot, projectsSnapshot, reopenedProject } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const params = z.object({ id })

export const listProjects = operation({
  operationId: 'listProjects',
  method: 'GET',
  path: '/api/v1/projects',
  tag: 'projects',
  summary: 'List all projects',
  description: 'Live: follow the channel of `position` from there.',
  access: 'project.read',
  answer: { status: 200, description: 'All projects, by id', schema: projectsSnapshot },
})

export const createProject = operation({
  operationId: 'createProject',
  method: 'POST',
  path: '/api/v1/projects',
  tag: 'projects',
  summary: 'Create a project',
  access: 'project.write',
  body: named('CreateProject', schemas.createProject),
  command: 'without_revision',
  answer: { status: 201, description: 'The project', schema: project, headers: ['ETag'] },
})

export const getProject = operation({
  operationId: 'getProject',
  method: 'GET',
  path: '/api/v1/projects/{id}',
  tag: 'projects',
  summary: 'Read a project',
  description: 'Live: follow the channel of `position` from there.',
  access: 'project.read',
  params,
  answer: { status: 200, description: 'The project', schema: projectSnapshot, headers: ['ETag'] },
  problems: ['gone'],
})

export const changeProject = operation({
  operationId: 'changeProject',
  method: 'PATCH',
  path: '/api/v1/projects/{id}',
  tag: 'projects',
  summary: 'Rename, describe or recolour a project',
  access: 'project.write',
  params,
  body: named('ChangeProject', schemas.changeProject),
  command: 'if_match_required',
  answer: { status: 200, description: 'The project', schema: project, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const duplicateProject = operation({
  operationId: 'duplicateProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/duplicate',
  tag: 'projects',
  summary: 'Make a project after another one',
  description:
    'With its description, its items as new drafts, and its checklist, open and assigned to nobody. The other project keeps its versions.',
  access: 'project.write',
  params,
  command: 'if_match_optional',
  answer: { status: 201, description: 'The new project', schema: project, headers: ['ETag'] },
  problems: ['gone'],
})

export const archiveProject = operation({
  operationId: 'archiveProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/archive',
  tag: 'projects',
  summary: 'Archive a project',
  description: 'It stays readable, and lets go of the versions that are not published.',
  access: 'project.write',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The project', schema: project, headers: ['ETag'] },
  problems: ['gone', 'locked_by_schedule'],
})

export const reactivateProject = operation({
  operationId: 'reactivateProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/reactivate',
  tag: 'projects',
  summary: 'Open an archived project again',
  description: 'With the items that left it then, where their versions are still free.',
  access: 'project.write',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The project, and what did not come back', schema: reopenedProject },
  problems: ['gone'],
})

export const restoreProject = operation({
  operationId: 'restoreProject',
  method: 'POST',
  path: '/api/v1/projects/{id}/restore',
  tag: 'projects',
  summary: 'Bring a deleted project back',
  description: 'For as long as the trash keeps it, as it was, with the items whose versions are still free.',
  access: 'project.write',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The project, and what did not come back', schema: reopenedProject },
  problems: ['gone'],
})

export const deleteProject = operation({
  operationId: 'deleteProject',
  method: 'DELETE',
  path: '/api/v1/projects/{id}',
  tag: 'projects',
  summary: 'Delete a project',
  description:
    'Its versions stay. It can be brought back for as long as the trash keeps it. Refused while it is scheduled.',
  access: 'project.write',
  params,
  command: 'if_match_optional',
  answer: { status: 204, description: 'The project is deleted' },
  problems: ['gone', 'locked_by_schedule'],
})
