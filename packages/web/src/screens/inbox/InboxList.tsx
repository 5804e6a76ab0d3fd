/** The list of notifications and its states: loading, failed, empty, more to load. */
import type { InboxFilter, InboxState, Notification } from '@copydesk/contract'
import { type LiveResult, useCommands } from '@copydesk/react'
import { Inbox as InboxIcon, Mail, MailCheck, MailOpen } from 'lucide-react'
import { useRef } from 'react'
import { Button, EmptyState, ErrorState, IconButton, SkeletonRows } from '../../design/index.ts'
import { useKeys } from '../../frame/keys/use-keys.ts'
import { NotificationLink } from '../../notifications/NotificationLink.tsx'
import styles from './Inbox.module.css'
import { inboxKeys } from './inbox-keys.ts'
import { usePlace } from './use-place.ts'

export interface InboxListProps {
  filter: InboxFilter
  inbox: LiveResult<InboxState>
}

/** One filter's list. */
export function InboxList({ filter, inbox }: InboxListProps) {
  const listRef = useRef<HTMLUListElement>(null)
  const place = usePlace(listRef, `inbox ${filter}`, inbox.data !== undefined)
  const commands = useCommands()
  const notifications = inbox.data?.data ?? []
  const markRead = (notification: Notification, read: boolean) => {
    if ((notification.readAt !== null) !== read) void commands.markRead(notification.id, read)
  }
  useKeys('In the inbox', inboxKeys(listRef, notifications, markRead))

  if (inbox.status === 'loading') return <SkeletonRows label="Loading notifications" />
  if (inbox.status === 'error' || inbox.status === 'gone') {
    const title = inbox.error?.title ?? 'The inbox could not be loaded'
    return <ErrorState title={title} remedy={inbox.error?.remedy} onRetry={() => void inbox.refresh()} />
  }
  if (notifications.length === 0) return <Empty filter={filter} />
  return (
    <div className={styles.scroller}>
      <ul ref={listRef} aria-label="Notifications">
        {notifications.map((notification) => (
          <li
            key={notification.id}
            data-id={notification.id}
            className={styles.row}
            {...(place.rowId === notification.id ? { 'data-returned-to': '' } : {})}
          >
            <NotificationLink notification={notification} />
            <ReadButton notification={notification} onChange={(read) => markRead(notification, read)} />
          </li>
        ))}
      </ul>
      {inbox.hasMore && (
        <div className={styles.more}>
          <Button size="small" isPending={inbox.loadingMore} onPress={() => void inbox.loadMore()}>
            Show older ones
          </Button>
        </div>
      )}
    </div>
  )
}

interface ReadButtonProps {
  notification: Notification
  onChange: (read: boolean) => void
}

function ReadButton({ notification, onChange }: ReadButtonProps) {
  const isRead = notification.readAt !== null
  return (
    <span className={styles.action}>
      <IconButton
        label={isRead ? 'Mark as unread' : 'Mark as read'}
        shortcut="u"
        size="small"
        onPress={() => onChange(!isRead)}
      >
        {isRead ? <Mail size={15} aria-hidden /> : <MailOpen size={15} aria-hidden />}
      </IconButton>
    </span>
  )
}

function Empty({ filter }: { filter: InboxFilter }) {
  if (filter === 'unread') {
    return (
      <EmptyState icon={<MailCheck size={20} />} title="All read">
        What comes next appears here by itself.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<InboxIcon size={20} />} title="Nothing yet">
      When someone mentions you, answers you, or changes or publishes what is yours, it comes here.
    </EmptyState>
  )
}
