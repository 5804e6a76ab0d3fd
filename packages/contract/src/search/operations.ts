/** The operation of searching everything at once. */
import { z } from 'zod'
import { operation } from '../core/operation.ts'
import { line } from '../text/schemas.ts'
import { searchResult } from './entity-schemas.ts'

export const searchAll = operation({
  operationId: 'searchAll',
  method: 'GET',
  path: '/api/v1/search',
  tag: 'search',
  summary: 'Find projects, content and people by a part of their name',
  description:
    'What the lists of each would not show whoever asks is not found either. Capitals make no difference.',
  access: 'content.read',
  query: z.object({
    q: line({ max: 300, required: true }).describe('What a name or a title contains'),
    limit: z.coerce.number().int().min(1).max(50).default(8).describe('Of each kind'),
  }),
  answer: { status: 200, description: 'Projects, then content, then people', schema: searchResult },
})
