/** The operations for those who run a server: health, metrics and this document. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { health } from './entity-schemas.ts'

const liveness = named('Liveness', z.object({ status: z.literal('ok') }))

export const getLiveness = operation({
  operationId: 'getLiveness',
  method: 'GET',
  path: '/livez',
  tag: 'service',
  summary: 'Tell that the process answers',
  access: 'public',
  answer: { status: 200, description: 'It answers', schema: liveness },
})

export const getReadiness = operation({
  operationId: 'getReadiness',
  method: 'GET',
  path: '/readyz',
  tag: 'service',
  summary: 'Tell that the server can do its work',
  description:
    'The database takes changes, answers reads and has a schema that fits, and the server is not stopping; else it answers 503. Late work in the background and a broker that cannot be reached only warn.',
  access: 'public',
  answer: { status: 200, description: 'It can', schema: health, mediaType: 'application/health+json' },
  problems: ['unavailable', 'schema_mismatch'],
})

export const getMetrics = operation({
  operationId: 'getMetrics',
  method: 'GET',
  path: '/metrics',
  tag: 'service',
  summary: 'Read the metrics',
  description: 'From the machine itself, or from anywhere with the token of COPYDESK_METRICS_TOKEN.',
  access: 'public',
  credentials: ['metricsToken'],
  answer: {
    status: 200,
    description: 'Prometheus text format',
    schema: z.string(),
    mediaType: 'text/plain',
  },
  problems: ['forbidden', 'not_signed_in'],
})

export const getOpenApi = operation({
  operationId: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  tag: 'service',
  summary: 'Read this document',
  access: 'public',
  answer: {
    status: 200,
    description: 'OpenAPI 3.1',
    schema: named('OpenApiDocument', z.looseObject({ openapi: z.string() })),
  },
})
