/** Which rows of a list an event changed, for marking them. Unknown events change none. */
import type { ContentListEvent, Id, InboxEvent, ProjectEvent, ProjectsEvent } from '@copydesk/contract'

const ids = (rows: readonly { id: Id }[]): Id[] => rows.map((row) => row.id)

/** Counts follow from changes elsewhere; they do not mark a project. */
export function projectRowsOf(event: ProjectsEvent): Id[] {
  return event.type === 'project.created' || event.type === 'project.changed' ? [event.project.id] : []
}

/** Of the project on the screen: its name, description or colour. */
export function ownProjectRowsOf(event: ProjectEvent): Id[] {
  return event.type === 'project.changed' ? [event.project.id] : []
}

export function itemRowsOf(event: ProjectEvent): Id[] {
  switch (event.type) {
    case 'item.added':
    case 'item.changed':
    case 'project.published':
      return ids(event.items)
    case 'item.removed':
      // Gone from the list; whoever looks at one of them is told by whom.
      return event.itemIds
    case 'comment.created':
      return event.comment.itemId === null ? [] : [event.comment.itemId]
    default:
      return []
  }
}

export function commentRowsOf(event: ProjectEvent): Id[] {
  switch (event.type) {
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
      return [event.comment.id]
    default:
      return []
  }
}

export function inboxRowsOf(event: InboxEvent): Id[] {
  return event.type === 'notification.created' ? ids(event.notifications) : []
}

export function contentRowsOf(event: ContentListEvent): Id[] {
  return event.type === 'content.changed' ? ids(event.items) : []
}
