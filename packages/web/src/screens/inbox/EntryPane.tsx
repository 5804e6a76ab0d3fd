/** In the pane beside the list, where there is room: what the entry that one is at holds, the newest first. */
import { deedOf, detailOf, type InboxEntry, type Notification } from '@copydesk/contract'
import { MousePointerClick } from 'lucide-react'
import { useEffect, useRef } from 'react'
import {
  Avatar,
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  RelativeTime,
  SkeletonRows,
} from '../../design/index.ts'
import { useOpening } from '../../notifications/use-opening.ts'
import { useRetitled } from '../../notifications/use-retitled.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './Inbox.module.css'
import { useTold } from './use-told.ts'

/** `entry`: null where one is at none. */
export function EntryPane({ entry }: { entry: InboxEntry | null }) {
  if (entry !== null) return <Told key={entry.id} entry={entry} />
  return (
    <EmptyState icon={<MousePointerClick size={20} />} title="Go to a notification">
      With j and k, or a click. All that it tells is shown here, without opening it.
    </EmptyState>
  )
}

function Told({ entry }: { entry: InboxEntry }) {
  const { notifications, error, hasMore, isLoadingMore, loadMore, tryAgain } = useTold(entry)
  const { place, state, markRead } = useOpening(entry)
  const { object } = deedOf(useRetitled(entry.latest))
  const listRef = useRef<HTMLUListElement>(null)
  const shown = notifications?.length ?? 0
  /** The first of those that were asked for: the focus goes there when nothing is left to ask for. */
  const firstOlderRef = useRef<number>(undefined)
  useEffect(() => {
    const index = firstOlderRef.current
    if (index === undefined || shown <= index) return
    firstOlderRef.current = undefined
    if (!hasMore) (listRef.current?.children[index] as HTMLElement | undefined)?.focus()
  }, [shown, hasMore])
  return (
    <>
      <header className={styles.paneHead}>
        <h2>
          <bdi>{object}</bdi>
        </h2>
        <ButtonLink size="small" href={place} routerOptions={{ state }} onPress={markRead}>
          Open
        </ButtonLink>
      </header>
      {notifications !== null && (
        <ul ref={listRef}>
          {notifications.map((one) => (
            <ToldOne key={one.id} notification={one} />
          ))}
        </ul>
      )}
      {hasMore && (
        <div className={styles.more}>
          <Button
            size="small"
            isPending={isLoadingMore}
            onPress={() => {
              firstOlderRef.current = shown
              loadMore()
            }}
          >
            Show older ones
          </Button>
        </div>
      )}
      {notifications === null && error === null && (
        <SkeletonRows label="Loading what it tells" count={Math.min(entry.size, 5)} />
      )}
      {error !== null && <ErrorState error={error} onRetry={tryAgain} />}
    </>
  )
}

function ToldOne({ notification }: { notification: Notification }) {
  const name = useNameOf()(notification.actor)
  const now = useRetitled(notification)
  const { verb, object } = deedOf(now)
  return (
    <li tabIndex={-1} className={styles.told}>
      <Avatar id={now.actor.id} name={name} isNamed />
      <div>
        <bdi>
          <b>{name}</b>
        </bdi>{' '}
        {verb} <bdi>{object}</bdi>{' '}
        <span className={styles.when}>
          <RelativeTime at={now.createdAt} />
        </span>
        <p dir="auto">{detailOf(now)}</p>
      </div>
    </li>
  )
}
