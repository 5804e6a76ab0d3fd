/** The operations by which items enter a project, change and leave it. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { itemRows, itemsSnapshot, projectItem, referredItems } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const ofProject = z.object({ id })
const ofItem = z.object({ id, itemId: id })
const removeItemsBody = named('RemoveItems', schemas.removeItems)

export const listItems = operation({
  operationId: 'listItems',
  method: 'GET',
  path: '/api/v1/projects/{id}/items',
  tag: 'items',
  summary: 'List the items of a project',
  description: 'Live: follow the channel of `position` from there.',
  access: 'project.read',
  params: ofProject,
  answer: { status: 200, description: 'All items, by id', schema: itemsSnapshot },
  problems: ['gone'],
})

export const listReferredItems = operation({
  operationId: 'listReferredItems',
  method: 'GET',
  path: '/api/v1/projects/{id}/references',
  tag: 'items',
  summary: 'List the content that texts of a project refer to and that would not be live with it',
  description:
    'What open items link to and embed, and what that refers to in turn: neither live nor in the project. At most 200, the nearest first.',
  access: 'project.read',
  params: ofProject,
  answer: { status: 200, description: 'What could be added', schema: referredItems },
  problems: ['gone'],
})

export const addItems = operation({
  operationId: 'addItems',
  method: 'POST',
  path: '/api/v1/projects/{id}/items',
  tag: 'items',
  summary: 'Add content to a project',
  description:
    'A version, or the newest draft in a language; a new one where there is none. To unpublish: what is live in the language.',
  access: 'item.write',
  params: ofProject,
  body: named('AddItems', schemas.addItems),
  command: 'if_match_optional',
  answer: { status: 201, description: 'The rows added', schema: itemRows },
  orAnswer: {
    status: 200,
    description: 'All of it was in the project already: these rows',
    schema: itemRows,
  },
  problems: [
    'gone',
    'project_archived',
    'version_in_other_project',
    'version_not_editable',
    'content_in_project',
    'nothing_live',
    'too_many_tasks',
    'locked_by_schedule',
  ],
})

export const changeItems = operation({
  operationId: 'changeItems',
  method: 'PATCH',
  path: '/api/v1/projects/{id}/items',
  tag: 'items',
  summary: 'Change status, assignee or due date of many items, all or nothing',
  description: 'They are named by `items`, as they were seen, or by `itemIds` alone.',
  access: 'item.review',
  params: ofProject,
  body: named('ChangeItems', schemas.changeItems),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The rows', schema: itemRows },
  problems: [
    'gone',
    'project_archived',
    'invalid_status_move',
    'approvals_required',
    'approval_not_asked',
    'locked_by_schedule',
  ],
})

export const removeItems = operation({
  operationId: 'removeItems',
  method: 'POST',
  path: '/api/v1/projects/{id}/items/remove',
  tag: 'items',
  summary: 'Take items out of a project',
  description: 'The versions stay.',
  access: 'item.write',
  params: ofProject,
  body: removeItemsBody,
  command: 'if_match_optional',
  answer: { status: 204, description: 'They are no longer in the project' },
  problems: ['gone', 'project_archived', 'locked_by_schedule'],
})

export const restoreItems = operation({
  operationId: 'restoreItems',
  method: 'POST',
  path: '/api/v1/projects/{id}/items/restore',
  tag: 'items',
  summary: 'Put removed items back as they were',
  access: 'item.write',
  params: ofProject,
  body: removeItemsBody,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The rows', schema: itemRows },
  problems: [
    'gone',
    'project_archived',
    'version_in_other_project',
    'content_in_project',
    'too_many_tasks',
    'locked_by_schedule',
    'version_not_editable',
  ],
})

export const changeItem = operation({
  operationId: 'changeItem',
  method: 'PATCH',
  path: '/api/v1/projects/{id}/items/{itemId}',
  tag: 'items',
  summary: 'Change status, assignee or due date of an item',
  access: 'item.review',
  params: ofItem,
  body: named('ChangeItem', schemas.changeItem),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The row', schema: projectItem, headers: ['ETag'] },
  problems: [
    'gone',
    'project_archived',
    'invalid_status_move',
    'approvals_required',
    'approval_not_asked',
    'locked_by_schedule',
  ],
})

export const rebaseItem = operation({
  operationId: 'rebaseItem',
  method: 'POST',
  path: '/api/v1/projects/{id}/items/{itemId}/rebase',
  tag: 'items',
  summary: 'Take what is live now for the base of an item',
  description:
    'So that publishing is no conflict; with the text that takes in what is live, where there is one.',
  access: 'item.write',
  params: ofItem,
  body: named('RebaseItem', schemas.rebaseItem),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The row', schema: projectItem, headers: ['ETag'] },
  problems: ['gone', 'project_archived', 'version_not_editable', 'nothing_live', 'locked_by_schedule'],
})

export const removeItem = operation({
  operationId: 'removeItem',
  method: 'DELETE',
  path: '/api/v1/projects/{id}/items/{itemId}',
  tag: 'items',
  summary: 'Take an item out of a project',
  description: 'The version stays.',
  access: 'item.write',
  params: ofItem,
  command: 'if_match_optional',
  answer: { status: 204, description: 'It is no longer in the project' },
  problems: ['gone', 'project_archived', 'locked_by_schedule'],
})
