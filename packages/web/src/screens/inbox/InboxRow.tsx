/** A line of the inbox with what can be done to it, which shows where one points or is. */
import type { InboxEntry } from '@copydesk/contract'
import { Archive, Bell, BellOff, Clock, Inbox as InboxIcon, Mail, MailOpen } from 'lucide-react'
import { cx, IconButton } from '../../design/index.ts'
import { NotificationLink } from '../../notifications/NotificationLink.tsx'
import styles from './Inbox.module.css'
import type { EntryActions } from './use-entry-actions.ts'

export interface InboxRowProps {
  entry: InboxEntry
  isSelected: boolean
  /** The pane shows what it tells. */
  isShown: boolean
  isReturnedTo: boolean
  actions: EntryActions
  onToggle: () => void
  onSnooze: (anchor: Element) => void
  onFocus: () => void
  /** Set where a pane shows what it tells. */
  onShow: (() => void) | undefined
}

export function InboxRow(props: InboxRowProps) {
  const { entry, isSelected, isShown, isReturnedTo, actions, onToggle, onSnooze, onFocus, onShow } = props
  const isRead = entry.unread === 0
  const isAway = entry.archivedAt !== null || entry.snoozedUntil !== null
  const isMuted = actions.areMuted([entry])
  return (
    <li
      data-id={entry.id}
      aria-current={isShown || undefined}
      className={cx(styles.row, isSelected && styles.selected)}
      onFocus={onFocus}
      {...(isReturnedTo ? { 'data-returned-to': '' } : {})}
    >
      <input
        type="checkbox"
        aria-label="Select"
        className={styles.check}
        checked={isSelected}
        onChange={onToggle}
      />
      <NotificationLink entry={entry} isMuted={isMuted} onShow={onShow} />
      <span className={styles.action}>
        <IconButton
          label={isRead ? 'Mark as unread' : 'Mark as read'}
          shortcut="u"
          size="small"
          onPress={() => void actions.change([entry], { read: !isRead })}
        >
          {isRead ? <Mail size={15} aria-hidden /> : <MailOpen size={15} aria-hidden />}
        </IconButton>
        <IconButton
          label={isAway ? 'Move to the inbox' : 'Archive'}
          shortcut="e"
          size="small"
          onPress={() => void actions.putAway([entry])}
        >
          {isAway ? <InboxIcon size={15} aria-hidden /> : <Archive size={15} aria-hidden />}
        </IconButton>
        <IconButton label="Snooze" shortcut="s" size="small" onPress={({ target }) => onSnooze(target)}>
          <Clock size={15} aria-hidden />
        </IconButton>
        <IconButton
          label={isMuted ? 'Unmute' : 'Mute'}
          shortcut="m"
          size="small"
          onPress={() => void actions.mute([entry])}
        >
          {isMuted ? <Bell size={15} aria-hidden /> : <BellOff size={15} aria-hidden />}
        </IconButton>
      </span>
    </li>
  )
}
