/** The operations of service keys, for administrators. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { createdServiceKey, serviceKey, serviceKeyList } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

/** No key makes or revokes another one. */
const byPeople = { tag: 'keys', access: 'site.manage', credentials: ['session'] } as const

export const listKeys = operation({
  ...byPeople,
  operationId: 'listKeys',
  method: 'GET',
  path: '/api/v1/keys',
  summary: 'List service keys, newest first',
  answer: { status: 200, description: 'All keys, revoked ones included', schema: serviceKeyList },
})

export const createKey = operation({
  ...byPeople,
  operationId: 'createKey',
  method: 'POST',
  path: '/api/v1/keys',
  summary: 'Make a service key',
  body: named('CreateServiceKey', schemas.createServiceKey),
  command: 'without_revision',
  answer: {
    status: 201,
    description: 'The key, shown this once',
    schema: createdServiceKey,
    headers: ['ETag'],
  },
})

export const revokeKey = operation({
  ...byPeople,
  operationId: 'revokeKey',
  method: 'DELETE',
  path: '/api/v1/keys/{id}',
  summary: 'Revoke a service key',
  params: z.object({ id }),
  command: 'without_revision',
  answer: {
    status: 200,
    description: 'The key, which opens nothing any more',
    schema: serviceKey,
    headers: ['ETag'],
  },
})
