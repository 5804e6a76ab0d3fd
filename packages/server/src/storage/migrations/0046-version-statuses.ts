/** The content of a status is found in the order of the content list, without reading every version. */
import { changeIndices } from './index-change.ts'

export const versionStatuses = changeIndices({
  create: 'versions_status',
  definition: 'on versions (status, content_id)',
})
