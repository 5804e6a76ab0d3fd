/** zod schemas of service keys. */
import { z } from 'zod'
import { actor, identified, instant, page } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { keyScopes } from './scopes.ts'

export const serviceKey = named(
  'ServiceKey',
  z.object({
    ...identified,
    name: z.string(),
    prefix: z.string().describe('The first characters of the key, to recognise it by'),
    scopes: z.array(z.enum(keyScopes)),
    createdBy: actor,
    createdAt: instant,
    expiresAt: instant.nullable().describe('Null: it does not expire'),
    lastUsedAt: instant.nullable().describe('To the minute; null: it was never used'),
    revokedAt: instant.nullable(),
  }),
)

export const createdServiceKey = named(
  'CreatedServiceKey',
  serviceKey.extend({
    key: z.string().describe('Shown here alone; empty where the same request is sent again'),
  }),
)

export const serviceKeyList = named('ServiceKeyList', z.object(page(serviceKey)))
