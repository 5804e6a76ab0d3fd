/** Finds private projects, and the notifications that a change of who sees a project, or a version, is about. */
import { changeIndices } from './index-change.ts'

export const notificationsBySight = changeIndices(
  { create: 'projects_visibility', definition: 'on projects (visibility, id)' },
  {
    create: 'notifications_project',
    definition: 'on notifications (project_id, person_id) where project_id is not null',
  },
  {
    create: 'notifications_version',
    definition: 'on notifications (version_id) where version_id is not null',
  },
  {
    create: 'notifications_alone',
    definition: `on notifications (person_id)
      where project_id is null and read_at is null and withdrawn_at is null`,
  },
  {
    create: 'notifications_withdrawn',
    definition: 'on notifications (person_id) where withdrawn_at is not null',
  },
)
