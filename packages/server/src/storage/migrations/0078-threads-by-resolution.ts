/** Open and resolved threads are counted without reading their comments: of a project, an item, a text by itself. */
import { changeIndices } from './index-change.ts'

export const threadsByResolution = changeIndices(
  {
    create: 'comments_threads',
    definition: 'on comments (project_id, item_id, resolved_at) where id = thread_id',
  },
  {
    create: 'comments_text_threads',
    definition: 'on comments (content_id, language, resolved_at) where id = thread_id and project_id is null',
  },
)
