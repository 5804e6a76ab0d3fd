/**
 * The bell: the server's unread count, and the latest notifications in a popover. Opening it marks what has come as
 * seen, which is not read; opening an entry reads it and goes there.
 */
import { useCommands, useInboxCounts } from '@copydesk/react'
import { Bell as BellIcon } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Badge, Popover, PopoverTrigger, SkeletonRows } from '../design/index.ts'
import { later } from '../later.tsx'
import styles from './Bell.module.css'

const LatestNotifications = later(async () => (await import('./LatestNotifications.tsx')).LatestNotifications)

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
        <Suspense fallback={<SkeletonRows label="Loading notifications" count={4} />}>
          <LatestNotifications unread={counts.unread} onClose={() => setOpen(false)} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}
