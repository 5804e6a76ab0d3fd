/** The operations of groups of people. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { group, groupsSnapshot } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const managed = { tag: 'groups', access: 'people.manage' } as const
const one = { ...managed, path: '/api/v1/groups/{id}', params: z.object({ id }) } as const

export const listGroups = operation({
  tag: 'groups',
  access: 'people.read',
  operationId: 'listGroups',
  method: 'GET',
  path: '/api/v1/groups',
  summary: 'List groups, oldest first',
  description: 'Live: follow the channel of `position` from there.',
  answer: { status: 200, description: 'All groups', schema: groupsSnapshot },
})

export const createGroup = operation({
  ...managed,
  operationId: 'createGroup',
  method: 'POST',
  path: '/api/v1/groups',
  summary: 'Make a group',
  description: 'Its name is no other group’s, however it is capitalised.',
  body: named('CreateGroup', schemas.createGroup),
  command: 'without_revision',
  answer: { status: 201, description: 'The group', schema: group, headers: ['ETag'] },
  problems: ['too_many_groups'],
})

export const changeGroup = operation({
  ...one,
  operationId: 'changeGroup',
  method: 'PATCH',
  summary: 'Rename a group, or put people in and out',
  description:
    'Who is in a group of the sign-in provider is changed there, unless `isManaged: false` takes it over.',
  body: named('ChangeGroup', schemas.changeGroup),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The group as changed', schema: group, headers: ['ETag'] },
  problems: ['group_managed'],
})

export const deleteGroup = operation({
  ...one,
  operationId: 'deleteGroup',
  method: 'DELETE',
  summary: 'Delete a group',
  description: 'Its people stay.',
  command: 'if_match_optional',
  answer: { status: 204, description: 'Deleted' },
})
