/** What can be done with the selected entries. */
import type { InboxEntry } from '@copydesk/contract'
import { Archive, Bell, BellOff, Clock, Inbox as InboxIcon, Mail, MailOpen } from 'lucide-react'
import { useRef } from 'react'
import { Button, SelectionBar } from '../../design/index.ts'
import styles from './Inbox.module.css'
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
  const isMuted = actions.areMuted(entries)
  const then = (done: Promise<void>) => void done.then(onClear)
  return (
    <SelectionBar label="Selected" count={entries.length} onClear={onClear}>
      <Button
        variant="quiet"
        size="small"
        icon={isUnread ? <MailOpen size={15} aria-hidden /> : <Mail size={15} aria-hidden />}
        onPress={() => then(actions.change(entries, { read: isUnread }))}
      >
        <span className={styles.word}>{isUnread ? 'Mark as read' : 'Mark as unread'}</span>
      </Button>
      <Button
        variant="quiet"
        size="small"
        icon={isAway ? <InboxIcon size={15} aria-hidden /> : <Archive size={15} aria-hidden />}
        onPress={() => then(actions.putAway(entries))}
      >
        <span className={styles.word}>{isAway ? 'Move to the inbox' : 'Archive'}</span>
      </Button>
      <Button
        ref={snoozeRef}
        variant="quiet"
        size="small"
        icon={<Clock size={15} aria-hidden />}
        onPress={() => snoozeRef.current && onSnooze(snoozeRef.current)}
      >
        <span className={styles.word}>Snooze</span>
      </Button>
      <Button
        variant="quiet"
        size="small"
        icon={isMuted ? <Bell size={15} aria-hidden /> : <BellOff size={15} aria-hidden />}
        onPress={() => then(actions.mute(entries))}
      >
        <span className={styles.word}>{isMuted ? 'Unmute' : 'Mute'}</span>
      </Button>
    </SelectionBar>
  )
}
