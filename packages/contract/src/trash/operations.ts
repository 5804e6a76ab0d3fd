/** The operations of the trash. What is in it is brought back by operations of content and projects. */
import { z } from 'zod'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { line } from '../text/schemas.ts'
import { trashKinds } from './entity.ts'
import { trashSnapshot } from './entity-schemas.ts'

export const listTrash = operation({
  operationId: 'listTrash',
  method: 'GET',
  path: '/api/v1/trash',
  tag: 'trash',
  summary: 'List deleted content and projects, what was deleted last first',
  description:
    'As far as the caller sees them. Live: follow the channel of `position` from there; its events say that it is to be read again.',
  access: 'content.read',
  query: z.object({
    q: line({ max: 300 }).default('').describe('What the title or name contains'),
    kind: z.enum(trashKinds).optional(),
  }),
  answer: { status: 200, description: 'Up to 200 of them', schema: trashSnapshot },
})

export const purgeContent = operation({
  operationId: 'purgeContent',
  method: 'DELETE',
  path: '/api/v1/trash/content/{id}',
  tag: 'trash',
  summary: 'Delete content for good',
  description:
    'Its texts are gone; what releases say of it stays. By itself that happens when its time in the trash is over.',
  access: 'site.manage',
  params: z.object({ id }),
  command: 'without_revision',
  answer: { status: 204, description: 'It is gone' },
  problems: ['held_privately', 'not_in_trash', 'gone'],
})

export const purgeProject = operation({
  operationId: 'purgeProject',
  method: 'DELETE',
  path: '/api/v1/trash/projects/{id}',
  tag: 'trash',
  summary: 'Delete a project for good',
  description: 'With its comments, checklist and activity; its releases stay.',
  access: 'site.manage',
  params: z.object({ id }),
  command: 'without_revision',
  answer: { status: 204, description: 'It is gone' },
  problems: ['not_in_trash', 'gone'],
})
