/** Where a notification leads. */
import type { Notification } from '@copydesk/contract'
import { paths } from '../paths.ts'

/** The address of the place it is about. */
export function placeOf({
  projectId,
  itemId,
  commentId,
  contentId,
  versionId,
  kind,
}: Pick<Notification, 'projectId' | 'itemId' | 'commentId' | 'contentId' | 'versionId' | 'kind'>): string {
  if (projectId === null) {
    return paths.contentItem(contentId ?? '', { version: versionId, comment: commentId })
  }
  if (kind === 'task.assigned' || kind === 'task.due') return paths.checklist(projectId)
  return paths.project(projectId, { item: itemId, comment: commentId })
}
