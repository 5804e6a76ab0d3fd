/** The threads of a text are found without reading other comments, whether they are on items or on the text by itself. */
import { changeIndices } from './index-change.ts'

export const commentsByText = changeIndices({
  create: 'comments_text',
  definition: 'on comments (content_id, language, thread_id, id) where content_id is not null',
})
