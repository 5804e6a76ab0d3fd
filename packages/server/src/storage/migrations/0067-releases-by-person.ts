/** Finds what one person released, newest first, however much others did. */
import { changeIndices } from './index-change.ts'

export const releasesByPerson = changeIndices({
  create: 'releases_by_person',
  definition: 'on releases (started_by_id, id)',
})
