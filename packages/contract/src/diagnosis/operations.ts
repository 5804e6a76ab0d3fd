/** The operations of the connection doctor. */
import { z } from 'zod'
import { operation } from '../core/operation.ts'
import { identifier } from '../text/schemas.ts'
import { liveEcho, liveProbe, liveReport, publishedProbe } from './entity-schemas.ts'

const params = z.object({
  id: identifier({ max: 64 }).describe('Made up by the doctor'),
})
const credentials = ['session', 'serviceKey', 'connectionToken'] as const

export const getLiveEcho = operation({
  operationId: 'getLiveEcho',
  method: 'GET',
  path: '/api/v1/live/echo',
  tag: 'diagnosis',
  summary: 'Tell how this request arrived and how the server understood it',
  access: 'public',
  answer: { status: 200, description: 'Nothing secret', schema: liveEcho },
})

export const getLiveProbe = operation({
  operationId: 'getLiveProbe',
  method: 'GET',
  path: '/api/v1/live/probe/{id}',
  tag: 'diagnosis',
  summary: 'Tell what was seen of a probe',
  access: 'public',
  params,
  answer: { status: 200, description: 'Its handshakes', schema: liveProbe },
})

export const publishLiveProbe = operation({
  operationId: 'publishLiveProbe',
  method: 'POST',
  path: '/api/v1/live/probe/{id}/publication',
  tag: 'diagnosis',
  summary: 'Publish a test event in the channel of the doctor',
  access: 'caller',
  credentials,
  params,
  answer: { status: 200, description: 'The node that published it', schema: publishedProbe },
})

export const getLiveReport = operation({
  operationId: 'getLiveReport',
  method: 'GET',
  path: '/api/v1/live/report',
  tag: 'diagnosis',
  summary: 'Report what this node knows of its connections',
  access: 'site.manage',
  credentials,
  answer: { status: 200, description: 'The report', schema: liveReport },
})
