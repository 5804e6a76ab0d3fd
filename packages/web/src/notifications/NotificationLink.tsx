/** A notification as a link: opening it marks it read and goes to the place. */
import type { Notification } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Link } from 'react-router'
import { lineClass, NotificationLine } from './NotificationLine.tsx'
import { placeOf } from './place-of.ts'

/** `onOpen` runs on the way, to close what it is shown in. */
export function NotificationLink({
  notification,
  onOpen,
}: {
  notification: Notification
  onOpen?: () => void
}) {
  const commands = useCommands()
  const open = () => {
    if (notification.readAt === null) void commands.markRead(notification.id)
    onOpen?.()
  }
  return (
    <Link to={placeOf(notification)} className={lineClass(notification)} onClick={open}>
      <NotificationLine notification={notification} />
    </Link>
  )
}
