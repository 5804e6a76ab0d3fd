/**
 * The keys of the inbox. `e` and `m` are kept for archiving and muting, as in other inboxes: until those are there they
 * do nothing, least of all something else.
 */
import type { Notification } from '@copydesk/contract'
import type { RefObject } from 'react'
import type { Key } from '../../frame/keys/key-registry.ts'

/** `markRead` marks one of the notifications in the list as read or unread. */
export function inboxKeys(
  listRef: RefObject<HTMLElement | null>,
  notifications: readonly Notification[],
  markRead: (notification: Notification, read: boolean) => void,
): Key[] {
  const rows = () => [...(listRef.current?.querySelectorAll<HTMLElement>('[data-id]') ?? [])]
  const indexOf = (focused: Element) => rows().findIndex((row) => row.contains(focused))
  const go = (key: 'j' | 'k') => (focused: Element) => {
    const all = rows()
    all[placeAfter(key, indexOf(focused), all.length)]?.querySelector('a')?.focus()
  }
  return [
    { key: 'j', words: 'Next notification', repeats: true, run: go('j') },
    { key: 'k', words: 'Previous notification', repeats: true, run: go('k') },
    { key: 'Enter', words: 'Open it' },
    {
      key: 'u',
      words: 'Switch between read and unread',
      run: (focused) => {
        const id = rows()[indexOf(focused)]?.dataset.id
        const current = notifications.find((notification) => notification.id === id)
        if (current !== undefined) markRead(current, current.readAt === null)
      },
    },
  ]
}

/** The place in a list that `j` or `k` leads to; -1 in an empty one. `index` is -1 while none has the focus. */
export function placeAfter(key: 'j' | 'k', index: number, count: number): number {
  if (key === 'j') return Math.min(index + 1, count - 1)
  return count === 0 ? -1 : Math.max(index - 1, 0)
}
