/** Where a notification leads. */
import type { Notification } from '@copydesk/contract'
import { paths } from '../paths.ts'

/** The address of the place it is about. */
export function placeOf({
  projectId,
  itemId,
  commentId,
}: Pick<Notification, 'projectId' | 'itemId' | 'commentId'>): string {
  return paths.project(projectId, { item: itemId, comment: commentId })
}
