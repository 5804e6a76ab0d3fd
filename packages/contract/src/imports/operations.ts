/** The operations that list imports and take them back. Importing itself is a command of the command line. */
import { z } from 'zod'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { importPage, importTakenBack } from './entity-schemas.ts'

export const listImports = operation({
  operationId: 'listImports',
  method: 'GET',
  path: '/api/v1/imports',
  tag: 'content',
  summary: 'List the imports that can be taken back',
  description:
    'Of each folder the last one, for as long as the trash keeps what it brought in. Newest first.',
  access: 'site.manage',
  answer: { status: 200, description: 'All of them', schema: importPage },
})

export const undoImport = operation({
  operationId: 'undoImport',
  method: 'POST',
  path: '/api/v1/imports/{id}/undo',
  tag: 'content',
  summary: 'Take back a part of an import',
  description:
    'Up to 50 content items at a time: what it made goes to the trash, what it changed is as it was before, and what somebody changed since is named and left. Send it again, with another Idempotency-Key, until `remaining` is 0.',
  access: 'site.manage',
  params: z.object({ id }),
  command: 'without_revision',
  answer: { status: 200, description: 'What was taken back by this request', schema: importTakenBack },
  problems: ['import_not_last', 'gone'],
})
