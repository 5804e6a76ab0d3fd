/** Finds what waits of one person, in the order in which it is due. */
import { changeIndices } from './index-change.ts'

export const mailNoticesPerson = changeIndices({
  create: 'mail_notices_person',
  definition: 'on mail_notices (person_id, due_at)',
})
