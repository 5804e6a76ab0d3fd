/**
 * What is unseen, and what was marked as read together, is found without reading the rest of the inbox. The indices that
 * go are those of inboxes before they had the order of arrival: no query takes them any more.
 */
import { changeIndices } from './index-change.ts'

export const inboxIndices = changeIndices(
  {
    create: 'notifications_unseen_arrival',
    definition: 'on notifications (person_id, "offset", id) where seen_at is null',
  },
  {
    create: 'notifications_read_together',
    definition: 'on notifications (person_id, read_at, "offset", id) where read_at is not null',
  },
  { drop: 'notifications_person' },
  { drop: 'notifications_unread' },
  { drop: 'notifications_unseen' },
)
