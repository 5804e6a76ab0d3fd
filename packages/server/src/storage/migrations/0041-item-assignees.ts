/** What is assigned to a person is found without reading every project. */
import { changeIndices } from './index-change.ts'

export const itemAssignees = changeIndices({
  create: 'project_items_assignee',
  definition: 'on project_items (assignee_id) where assignee_id is not null',
})
