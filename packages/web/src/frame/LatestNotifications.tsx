/** What the bell opens: the latest entries of the inbox. */
import { useCommands, useInbox } from '@copydesk/react'
import { Button, ButtonLink, SkeletonRows } from '../design/index.ts'
import { markAllRead } from '../notifications/mark-all-read.ts'
import { NotificationLink } from '../notifications/NotificationLink.tsx'
import { paths } from '../paths.ts'
import styles from './Bell.module.css'

const latestCount = 8

export function LatestNotifications({ unread, onClose }: { unread: number; onClose: () => void }) {
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
          onPress={() => void markAllRead(commands)}
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
        {latest.map((entry) => (
          <li key={entry.id}>
            <NotificationLink entry={entry} onOpen={onClose} />
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
