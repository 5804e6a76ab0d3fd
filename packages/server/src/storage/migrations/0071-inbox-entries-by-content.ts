/** Entries of content without a project or a version are found by their content, as others are by project and version. */
import { changeIndices } from './index-change.ts'

export const inboxEntriesByContent = changeIndices({
  create: 'inbox_entries_content',
  definition: 'on inbox_entries (content_id, person_id) where content_id is not null',
})
