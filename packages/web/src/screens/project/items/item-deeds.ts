/** What someone did to a row of items, after their name, as its mark says it. Pure. */
import { type ProjectItem, wasPublished } from '@copydesk/contract'
import type { DeedOfRow } from '../../../people/use-marks.ts'

/** By the field that is another one. */
export const itemDeeds = {
  title: 'renamed it',
  action: 'changed what becomes of it',
  status: 'moved it',
  rejection: 'moved it',
  approvals: 'reviewed it',
  assigneeId: 'assigned it',
  dueAt: 'set the date',
  commentCount: 'commented',
} as const

/** Of rows whose status follows from publishing: nobody moved them. */
export function publishingOf(rows: readonly Pick<ProjectItem, 'id' | 'status' | 'action'>[]): DeedOfRow {
  const wentOut = new Map(
    rows.filter(({ status }) => wasPublished(status)).map(({ id, action }) => [id, action]),
  )
  return (id, fields) => {
    const action = fields.includes('status') ? wentOut.get(id) : undefined
    return action && (action === 'publish' ? 'published it' : 'took it down')
  }
}
