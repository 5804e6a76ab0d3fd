/** Beside the list, where there is room: what the entry that one is at holds, the newest first. */
import { ApiError } from '@copydesk/client'
import { deedOf, detailOf, type InboxEntry, type Notification } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { MousePointerClick } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Avatar, ButtonLink, EmptyState, ErrorState, RelativeTime, SkeletonRows } from '../../design/index.ts'
import { placeOf } from '../../notifications/place-of.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './Inbox.module.css'

/** `entry`: null where one is at none. */
export function EntryPane({ entry }: { entry: InboxEntry | null }) {
  return (
    <aside className={styles.pane} aria-label="What the notification tells">
      {entry === null ? (
        <EmptyState icon={<MousePointerClick size={20} />} title="Go to a notification">
          With j and k. All that it tells is shown here, without opening it.
        </EmptyState>
      ) : (
        <Told key={entry.id} entry={entry} />
      )}
    </aside>
  )
}

function Told({ entry }: { entry: InboxEntry }) {
  const { notifications, error, tryAgain } = useNotificationsOf(entry)
  const nameOf = useNameOf()
  return (
    <>
      <header className={styles.paneHead}>
        <h2>
          <bdi>{deedOf(entry.latest).object}</bdi>
        </h2>
        <ButtonLink size="small" href={placeOf(entry.latest)}>
          Open
        </ButtonLink>
      </header>
      {notifications !== null && (
        <ul>
          {notifications.map((one) => (
            <li key={one.id} className={styles.told}>
              <Avatar id={one.actor.id} name={nameOf(one.actor)} isNamed />
              <div>
                <bdi>
                  <b>{nameOf(one.actor)}</b>
                </bdi>{' '}
                {deedOf(one).verb} <bdi>{deedOf(one).object}</bdi>{' '}
                <span className={styles.when}>
                  · <RelativeTime at={one.createdAt} />
                </span>
                <p dir="auto">{detailOf(one)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {notifications === null && error === null && (
        <SkeletonRows label="Loading what it tells" count={Math.min(entry.size, 5)} />
      )}
      {error !== null && <ErrorState title={error.title} remedy={error.remedy} onRetry={tryAgain} />}
    </>
  )
}

/** Loaded anew when the entry changes; null until they are there. */
function useNotificationsOf({ id, revision, size, latest }: InboxEntry) {
  const { api } = useDesk()
  const [notifications, setNotifications] = useState<readonly Notification[] | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another text, and so may another try be.
  useEffect(() => {
    const leaving = new AbortController()
    setError(null)
    api.inbox.notifications(id, {}, { signal: leaving.signal }).then(
      ({ data }) => setNotifications(data),
      (reason: unknown) => {
        if (leaving.signal.aborted) return
        if (!(reason instanceof ApiError)) throw reason
        setError(reason)
      },
    )
    return () => leaving.abort()
  }, [api, id, revision, tries])
  const known = notifications ?? (size === 1 ? [latest] : null)
  return { notifications: known, error, tryAgain: () => setTries(tries + 1) }
}
