/** What can be done with the selected entries. */
import type { InboxEntry } from '@copydesk/contract'
import { useRef } from 'react'
import { Button, SelectionBar } from '../../design/index.ts'
import type { EntryActions } from './use-entry-actions.ts'

export interface InboxBarProps {
  entries: readonly InboxEntry[]
  actions: EntryActions
  onSnooze: (anchor: Element) => void
  onClear: () => void
}

export function InboxBar({ entries, actions, onSnooze, onClear }: InboxBarProps) {
  const snoozeRef = useRef<HTMLButtonElement>(null)
  const isUnread = entries.some(({ unread }) => unread > 0)
  const isAway = entries.every(({ archivedAt, snoozedUntil }) => archivedAt !== null || snoozedUntil !== null)
  const then = (done: Promise<void>) => void done.then(onClear)
  return (
    <SelectionBar label="Selected" count={entries.length} onClear={onClear}>
      <Button variant="quiet" size="small" onPress={() => then(actions.change(entries, { read: isUnread }))}>
        {isUnread ? 'Mark as read' : 'Mark as unread'}
      </Button>
      <Button variant="quiet" size="small" onPress={() => then(actions.putAway(entries))}>
        {isAway ? 'Move to the inbox' : 'Archive'}
      </Button>
      <Button
        ref={snoozeRef}
        variant="quiet"
        size="small"
        onPress={() => snoozeRef.current && onSnooze(snoozeRef.current)}
      >
        Snooze
      </Button>
    </SelectionBar>
  )
}
