/** A part of a thread is found without reading the rest of it. */
import { changeIndices } from './index-change.ts'

export const commentsByNumber = changeIndices({
  create: 'comments_number',
  definition: 'on comments (thread_id, number)',
})
