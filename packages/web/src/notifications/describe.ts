/** Says in words what a notification is about, and where it leads. Pure. */
import type { Notification, NotificationReason } from '@copydesk/contract'
import { paths } from '../paths.ts'

/** What the actor did, to follow their name: "mentioned you in", with what it was done to. */
export interface Deed {
  verb: string
  object: string
}

/** The sentence after the actor's name. */
export function deedOf(notification: Notification): Deed {
  const { kind, reason, itemTitle, projectName } = notification
  const place = itemTitle ?? projectName
  switch (kind) {
    case 'comment.created':
      if (reason === 'mention') return { verb: 'mentioned you in', object: place }
      if (reason === 'reply') return { verb: 'replied to you in', object: place }
      return { verb: 'commented on', object: place }
    case 'item.status_changed':
      return { verb: 'changed the status of', object: place }
    case 'item.assigned':
      return { verb: 'assigned you', object: place }
    case 'project.published':
      return { verb: 'published', object: projectName }
  }
}

const reasonWords: Record<NotificationReason, string> = {
  mention: 'You were mentioned',
  reply: 'Answer to your comment',
  assigned: 'Assigned to you',
  author: 'You wrote it',
  owner: 'Your project',
}

/** Why the person got it. */
export function reasonOf(notification: Notification): string {
  return reasonWords[notification.reason]
}

/** The address of the place it is about. */
export function placeOf({ projectId, itemId, commentId }: Notification): string {
  return paths.project(projectId, { item: itemId, comment: commentId })
}
