/** What a schedule is of, as its work names it: a project, or a version by itself. */
import type { Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Row } from '../../storage/schema.ts'

export const owner = z.union([z.object({ projectId: id }), z.object({ contentId: id, versionId: id })])
export type Owner = z.infer<typeof owner>

export function ownerOf({ project_id, content_id, version_id }: Row<'schedules'>): Owner {
  if (project_id !== null) return { projectId: project_id }
  return { contentId: content_id ?? '', versionId: version_id ?? '' }
}

/** The key of work about it. */
export function keyOf(one: Owner): Id {
  return 'projectId' in one ? one.projectId : one.versionId
}
