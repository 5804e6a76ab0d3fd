/** What a schedule is of, as its work names it. */
import type { Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Row } from '../../storage/schema.ts'

export const owner = z.object({ projectId: id })
export type Owner = z.infer<typeof owner>

export function ownerOf({ project_id }: Pick<Row<'schedules'>, 'project_id'>): Owner {
  return { projectId: project_id ?? '' }
}

/** The key of work about it. */
export function keyOf({ projectId }: Owner): Id {
  return projectId
}
