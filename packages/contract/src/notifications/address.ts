/** Where a notification leads in the app, the same wherever it is told. */
import type { Id } from '../core/ids.ts'
import type { Notification } from './entity.ts'

type About = Pick<Notification, 'projectId' | 'itemId' | 'commentId' | 'contentId' | 'versionId' | 'kind'>

/** The address of the place that it is about, below that of the app. */
export function addressOf({ projectId, itemId, commentId, contentId, versionId, kind }: About): string {
  if (projectId === null) {
    return `/content/${contentId ?? ''}${query({ version: versionId, comment: commentId })}`
  }
  if (kind === 'task.assigned' || kind === 'task.due') return `/projects/${projectId}?tab=checklist`
  return `/projects/${projectId}${query({ item: itemId, comment: commentId })}`
}

function query(parameters: Record<string, Id | null>): string {
  const present = Object.entries(parameters).filter((entry): entry is [string, Id] => Boolean(entry[1]))
  return present.length === 0 ? '' : `?${new URLSearchParams(present)}`
}
