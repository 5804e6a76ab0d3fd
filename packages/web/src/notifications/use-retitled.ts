/** A notification on screen by the titles of now, however what it names is renamed meanwhile. */
import { type Notification, type NotificationReference, retitled } from '@copydesk/contract'
import { useDesk, useProjectName } from '@copydesk/react'
import { useCallback, useSyncExternalStore } from 'react'
import { titlesFor } from '../markdown/references/item-titles.ts'

const none: NotificationReference[] = []

export function useRetitled(notification: Notification): Notification {
  const titles = titlesFor(useDesk())
  const projectName = useProjectName(notification.projectId)
  const { references = none } = notification
  const follow = useCallback(
    (listener: () => void) => {
      const leaving = references.map(({ id }) => titles.follow(id, listener))
      return () => {
        for (const leave of leaving) leave()
      }
    },
    [titles, references],
  )
  // Only says that one of them is another one.
  useSyncExternalStore(follow, () =>
    references.map(({ id, versionId }) => String(titles.titleOf(id, versionId))).join('\n'),
  )
  return retitled(notification, { titleOf: (id, versionId) => titles.titleOf(id, versionId), projectName })
}
