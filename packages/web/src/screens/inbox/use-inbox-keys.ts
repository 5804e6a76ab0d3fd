/**
 * The keyboard of the inbox (inbox-keys.ts). The keys work while the focus is in the main part of the page or nowhere,
 * never in a text field and never behind an open popover.
 */
import type { Notification } from '@copydesk/contract'
import { type RefObject, useEffect } from 'react'
import { placeAfter } from './inbox-keys.ts'

/** `markRead` marks one of the notifications in the list as read or unread. */
export function useInboxKeys(
  listRef: RefObject<HTMLElement | null>,
  notifications: readonly Notification[],
  markRead: (notification: Notification, read: boolean) => void,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const list = listRef.current
      if (list === null || !isForTheInbox(event)) return
      const rows = [...list.querySelectorAll<HTMLElement>('[data-id]')]
      const index = rows.findIndex((row) => row.contains(document.activeElement))
      if (event.key === 'j' || event.key === 'k') focusRow(rows, placeAfter(event.key, index, rows.length))
      const id = rows[index]?.dataset.id
      const current = notifications.find((notification) => notification.id === id)
      if (current === undefined) return
      if (event.key === 'u') markRead(current, current.readAt === null)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}

function isForTheInbox(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  const { activeElement, body } = document
  if (activeElement === null || activeElement === body) return true
  return activeElement.closest('main') !== null && !activeElement.matches('input, textarea, select')
}

function focusRow(rows: readonly HTMLElement[], index: number): void {
  rows[index]?.querySelector('a')?.focus()
}
