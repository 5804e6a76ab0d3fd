/**
 * Each tab of an inbox is found in its order without reading the rest of it, and so is what a change of sight is about.
 * The indices that go are those of notifications that were withdrawn one by one.
 */
import { changeIndices } from './index-change.ts'

export const inboxEntryIndices = changeIndices(
  {
    create: 'inbox_entries_all',
    definition: `on inbox_entries (person_id, "offset", id) where archived_at is null and snoozed_until is null`,
  },
  {
    create: 'inbox_entries_unread',
    definition: `on inbox_entries (person_id, "offset", id)
      where unread > 0 and archived_at is null and snoozed_until is null`,
  },
  {
    create: 'inbox_entries_unseen',
    definition: `on inbox_entries (person_id, "offset", id)
      where unseen > 0 and archived_at is null and snoozed_until is null`,
  },
  {
    create: 'inbox_entries_mentions',
    definition: `on inbox_entries (person_id, "offset", id)
      where mentions > 0 and archived_at is null and snoozed_until is null`,
  },
  {
    create: 'inbox_entries_archived',
    definition: `on inbox_entries (person_id, "offset", id) where archived_at is not null`,
  },
  {
    create: 'inbox_entries_snoozed',
    definition: `on inbox_entries (person_id, "offset", id) where snoozed_until is not null`,
  },
  {
    create: 'inbox_entries_project',
    definition: 'on inbox_entries (project_id, person_id) where project_id is not null',
  },
  {
    create: 'inbox_entries_version',
    definition: 'on inbox_entries (version_id) where version_id is not null',
  },
  {
    create: 'inbox_entries_withdrawn',
    definition: 'on inbox_entries (person_id) where withdrawn_at is not null',
  },
  { create: 'notifications_entry', definition: 'on notifications (entry_id, "offset", id)' },
  { drop: 'notifications_alone' },
  { drop: 'notifications_withdrawn' },
  { drop: 'notifications_project' },
  { drop: 'notifications_version' },
)
