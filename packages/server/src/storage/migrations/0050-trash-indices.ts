/** What is in the trash is found without reading everything that is not. */
import { changeIndices } from './index-change.ts'

export const trashIndices = changeIndices(
  {
    create: 'content_items_trash',
    definition: 'on content_items (deleted_at, id) where deleted_at is not null',
  },
  { create: 'projects_trash', definition: 'on projects (deleted_at, id) where deleted_at is not null' },
)
