/** The operations of content items, their versions and the texts that lost. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { restoredContent } from '../projects/entity-schemas.ts'
import { line, uuidList } from '../text/schemas.ts'
import { contentTypes, maxTitles } from './entity.ts'
import * as entities from './entity-schemas.ts'
import * as schemas from './schemas.ts'
import { statuses } from './status.ts'

const ofItem = z.object({ id })
const ofVersion = z.object({ id, versionId: id })

export const listContent = operation({
  operationId: 'listContent',
  method: 'GET',
  path: '/api/v1/content',
  tag: 'content',
  summary: 'List content items, newest first',
  description: 'Live: follow the channel of `position` from there.',
  access: 'content.read',
  query: z.object({
    q: line({ max: 300 }).default('').describe('What a title of any language contains'),
    type: z.enum(contentTypes).optional(),
    language: schemas.language.optional(),
    status: z
      .enum(statuses)
      .optional()
      .describe('Of the newest version in any language, or in the one that is named'),
    cursor: id.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: { status: 200, description: 'A page of the list', schema: entities.contentListSnapshot },
})

export const listTitles = operation({
  operationId: 'listTitles',
  method: 'GET',
  path: '/api/v1/content/titles',
  tag: 'content',
  summary: 'Read the titles of content items by their ids',
  description: 'As the caller sees them now. Live: follow the channel of `position` from there.',
  access: 'content.read',
  query: z.object({ ids: uuidList(maxTitles).describe('At most 100, with commas between them') }),
  answer: { status: 200, description: 'One for each id', schema: entities.contentTitles },
})

export const createContent = operation({
  operationId: 'createContent',
  method: 'POST',
  path: '/api/v1/content',
  tag: 'content',
  summary: 'Create a content item with its first draft',
  access: 'content.write',
  body: named('CreateContent', schemas.createContent),
  command: 'without_revision',
  answer: { status: 201, description: 'The item and its draft', schema: entities.createdContent },
})

export const getContent = operation({
  operationId: 'getContent',
  method: 'GET',
  path: '/api/v1/content/{id}',
  tag: 'content',
  summary: 'Read a content item with its versions',
  description: 'Versions come without their texts. Live: follow the channel of `position` from there.',
  access: 'content.read',
  params: ofItem,
  answer: {
    status: 200,
    description: 'The item, its versions newest first',
    schema: entities.contentSnapshot,
    headers: ['ETag'],
  },
  problems: ['gone'],
})

export const deleteContent = operation({
  operationId: 'deleteContent',
  method: 'DELETE',
  path: '/api/v1/content/{id}',
  tag: 'content',
  summary: 'Put a content item into the trash',
  description:
    'With all its versions, out of the projects that hold them. Refused while something of it is live or scheduled. It can be brought back for as long as the trash keeps it.',
  access: 'content.write',
  params: ofItem,
  command: 'if_match_optional',
  answer: { status: 204, description: 'It is in the trash' },
  problems: ['gone', 'content_live', 'locked_by_schedule', 'held_privately'],
})

export const restoreContent = operation({
  operationId: 'restoreContent',
  method: 'POST',
  path: '/api/v1/content/{id}/restore',
  tag: 'content',
  summary: 'Bring a content item back from the trash',
  description: 'As it was, with its items in projects that can take them.',
  access: 'content.write',
  params: ofItem,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The item, and what did not come back', schema: restoredContent },
  problems: ['gone', 'held_privately'],
})

export const createVersion = operation({
  operationId: 'createVersion',
  method: 'POST',
  path: '/api/v1/content/{id}/versions',
  tag: 'content',
  summary: 'Begin a draft',
  description: 'From the newest version of the language, or from the one named.',
  access: 'content.write',
  params: ofItem,
  body: named('CreateVersion', schemas.createVersion),
  command: 'if_match_optional',
  answer: { status: 201, description: 'The draft', schema: entities.version, headers: ['ETag'] },
  problems: ['gone'],
})

export const getVersion = operation({
  operationId: 'getVersion',
  method: 'GET',
  path: '/api/v1/content/{id}/versions/{versionId}',
  tag: 'content',
  summary: 'Read a version with its text',
  access: 'content.read',
  params: ofVersion,
  answer: { status: 200, description: 'The version', schema: entities.version, headers: ['ETag'] },
  problems: ['gone'],
})

export const listReferences = operation({
  operationId: 'listReferences',
  method: 'GET',
  path: '/api/v1/content/{id}/versions/{versionId}/references',
  tag: 'content',
  summary: 'List the content that the text of a version refers to',
  description:
    'Links and embeds of `content:ID` in the saved text, at most 1,000. Live: follow the channel of `position` from there.',
  access: 'content.read',
  params: ofVersion,
  answer: {
    status: 200,
    description: 'What it refers to, as that stands now',
    schema: entities.versionReferences,
  },
  problems: ['gone'],
})

export const changeVersion = operation({
  operationId: 'changeVersion',
  method: 'PATCH',
  path: '/api/v1/content/{id}/versions/{versionId}',
  tag: 'content',
  summary: 'Change title or text of a draft',
  access: 'content.write',
  params: ofVersion,
  body: named('ChangeVersion', schemas.changeVersion),
  command: 'if_match_required',
  answer: { status: 200, description: 'The version', schema: entities.version, headers: ['ETag'] },
  problems: ['gone', 'version_not_editable', 'locked_by_schedule'],
})

export const moveVersion = operation({
  operationId: 'moveVersion',
  method: 'POST',
  path: '/api/v1/content/{id}/versions/{versionId}/status',
  tag: 'content',
  summary: 'Move a version through its review',
  description: 'In a project or not. Sending it to review and taking it back is for who may write items.',
  access: 'item.review',
  params: ofVersion,
  body: named('MoveVersion', schemas.moveVersion),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The version', schema: entities.versionSummary, headers: ['ETag'] },
  problems: ['gone', 'invalid_status_move', 'approvals_required', 'approval_not_asked', 'locked_by_schedule'],
})

export const rebaseVersion = operation({
  operationId: 'rebaseVersion',
  method: 'POST',
  path: '/api/v1/content/{id}/versions/{versionId}/rebase',
  tag: 'content',
  summary: 'Take what is live now for the base of a version',
  description:
    'So that publishing is no conflict; with the text that takes in what is live, where there is one.',
  access: 'content.write',
  params: ofVersion,
  body: named('RebaseVersion', schemas.rebaseVersion),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The version', schema: entities.versionSummary, headers: ['ETag'] },
  problems: ['gone', 'version_not_editable', 'locked_by_schedule'],
})

export const listKeptTexts = operation({
  operationId: 'listKeptTexts',
  method: 'GET',
  path: '/api/v1/content/{id}/versions/{versionId}/kept-texts',
  tag: 'content',
  summary: 'List the texts of a version that lost to others, newest first',
  access: 'content.read',
  params: ofVersion,
  answer: { status: 200, description: 'The texts, without their bodies', schema: entities.keptTextList },
  problems: ['gone'],
})

export const keepText = operation({
  operationId: 'keepText',
  method: 'POST',
  path: '/api/v1/content/{id}/versions/{versionId}/kept-texts',
  tag: 'content',
  summary: 'Keep a text that lost to another one',
  access: 'content.write',
  params: ofVersion,
  body: named('KeepText', schemas.keepText),
  command: 'without_revision',
  answer: { status: 201, description: 'The kept text', schema: entities.keptText },
  problems: ['gone'],
})

export const getKeptText = operation({
  operationId: 'getKeptText',
  method: 'GET',
  path: '/api/v1/content/{id}/versions/{versionId}/kept-texts/{keptId}',
  tag: 'content',
  summary: 'Read a text that lost',
  access: 'content.read',
  params: ofVersion.extend({ keptId: id }),
  answer: { status: 200, description: 'The kept text', schema: entities.keptText },
  problems: ['gone'],
})
