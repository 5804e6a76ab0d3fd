/** Beside the list, where there is room: what the entry that one is at holds, the newest first. */
import { deedOf, detailOf, type InboxEntry, type Notification, type Page } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { Avatar, ButtonLink, RelativeTime, SkeletonRows } from '../../design/index.ts'
import { placeOf } from '../../notifications/place-of.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './Inbox.module.css'

export function EntryPane({ entry }: { entry: InboxEntry | null }) {
  const notifications = useNotificationsOf(entry)
  const nameOf = useNameOf()
  if (entry === null) return <aside className={styles.pane} aria-label="What the notification tells" />
  return (
    <aside className={styles.pane} aria-label="What the notification tells">
      <header className={styles.paneHead}>
        <h2>
          <bdi>{deedOf(entry.latest).object}</bdi>
        </h2>
        <ButtonLink size="small" href={placeOf(entry.latest)}>
          Open
        </ButtonLink>
      </header>
      {notifications === null ? (
        <SkeletonRows label="Loading what it tells" count={Math.min(entry.size, 5)} />
      ) : (
        <ul>
          {notifications.map((one) => (
            <li key={one.id} className={styles.told}>
              <Avatar id={one.actor.id} name={nameOf(one.actor)} isNamed />
              <div>
                <bdi>
                  <b>{nameOf(one.actor)}</b>
                </bdi>{' '}
                {deedOf(one).verb} <RelativeTime at={one.createdAt} />
                <p dir="auto">{detailOf(one)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}

/** Loaded anew when the entry changes; null until they are there. */
function useNotificationsOf(entry: InboxEntry | null): Notification[] | null {
  const { api } = useDesk()
  const [loaded, setLoaded] = useState<{ id: string; page: Page<Notification> } | null>(null)
  const id = entry?.id
  const revision = entry?.revision
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another text.
  useEffect(() => {
    if (id === undefined) return
    const leaving = new AbortController()
    api.inbox
      .notifications(id, {}, { signal: leaving.signal })
      .then((page) => setLoaded({ id, page }))
      .catch(() => {})
    return () => leaving.abort()
  }, [api, id, revision])
  if (entry === null) return null
  if (loaded?.id === entry.id) return loaded.page.data
  return entry.size === 1 ? [entry.latest] : null
}
