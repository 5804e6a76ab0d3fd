/** An entry of the inbox as a link: opening it marks it read and goes to the place. */
import type { InboxEntry } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Link } from 'react-router'
import { lineClass, NotificationLine } from './NotificationLine.tsx'
import { placeOf } from './place-of.ts'

/** `onOpen` runs on the way, to close what it is shown in. */
export function NotificationLink({ entry, onOpen }: { entry: InboxEntry; onOpen?: () => void }) {
  const commands = useCommands()
  const open = () => {
    if (entry.unread > 0) void commands.changeEntries([entry.id], { read: true })
    onOpen?.()
  }
  return (
    <Link
      to={placeOf(entry.latest)}
      state={{ newFrom: entry.unreadFrom ?? undefined }}
      className={lineClass(entry)}
      onClick={open}
    >
      <NotificationLine entry={entry} />
    </Link>
  )
}
