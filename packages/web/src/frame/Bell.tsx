/**
 * The bell: the server's unread count, and the latest notifications in a popover. Opening it marks what has come as
 * seen, which is not read; opening a notification reads it and goes there.
 */
import { useCommands, useInbox, useInboxCounts } from '@copydesk/react'
import { Bell as BellIcon } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Badge, Button, ButtonLink, Popover, PopoverTrigger, SkeletonRows } from '../design/index.ts'
import { NotificationLink } from '../notifications/NotificationLink.tsx'
import { paths } from '../paths.ts'
import styles from './Bell.module.css'

const latestCount = 8

/** The button in the top bar. */
export function Bell() {
  const commands = useCommands()
  const counts = useInboxCounts() ?? { unread: 0, unseen: 0 }
  const [isOpen, setOpen] = useState(false)
  const open = (next: boolean) => {
    setOpen(next)
    if (next && counts.unseen > 0) void commands.markAllSeen()
  }
  const unread = counts.unread > 99 ? '99+' : String(counts.unread)
  // The name holds what is seen, for whoever speaks to the page.
  const label = counts.unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={open}>
      <AriaButton aria-label={label} className={styles.button}>
        <BellIcon size={17} aria-hidden />
        {counts.unread > 0 && (
          <span className={styles.count}>
            <Badge size="small" tone={counts.unseen > 0 ? 'accent' : 'neutral'}>
              {unread}
            </Badge>
          </span>
        )}
      </AriaButton>
      <Popover label="Notifications" placement="bottom end" isFlush>
        <Latest unread={counts.unread} onClose={() => setOpen(false)} />
      </Popover>
    </PopoverTrigger>
  )
}

function Latest({ unread, onClose }: { unread: number; onClose: () => void }) {
  const commands = useCommands()
  const inbox = useInbox('all')
  const latest = inbox.data?.data.slice(0, latestCount) ?? []
  return (
    <div className={styles.sheet}>
      <div className={styles.head}>
        <h2>Notifications</h2>
        <Button
          variant="quiet"
          size="small"
          isDisabled={unread === 0}
          onPress={() => void commands.markAllRead()}
        >
          Mark all read
        </Button>
      </div>
      {inbox.status === 'loading' && <SkeletonRows label="Loading notifications" count={4} />}
      {inbox.status === 'error' && <p className={styles.none}>{inbox.error.title}</p>}
      {inbox.status === 'ready' && latest.length === 0 && (
        <p className={styles.none}>Nothing yet. Mentions, answers and changes to what is yours come here.</p>
      )}
      <ul className={styles.list}>
        {latest.map((notification) => (
          <li key={notification.id}>
            <NotificationLink notification={notification} onOpen={onClose} />
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <ButtonLink variant="quiet" size="small" href={paths.inbox()} onPress={onClose}>
          Open the inbox
        </ButtonLink>
      </div>
    </div>
  )
}
