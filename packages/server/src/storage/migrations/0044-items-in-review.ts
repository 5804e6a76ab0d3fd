/** What is in review is found without reading every version, for those whose approval is asked. */
import { changeIndices } from './index-change.ts'

export const itemsInReview = changeIndices(
  { create: 'versions_in_review', definition: "on versions (id) where status = 'in_review'" },
  { create: 'takedowns_in_review', definition: "on project_items (id) where review_status = 'in_review'" },
)
