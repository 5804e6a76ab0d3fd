/** One list of the inbox by days, and its states: loading, failed, empty, more to load. */
import type { InboxEntry, InboxFilter, InboxState } from '@copydesk/contract'
import type { LiveResult } from '@copydesk/react'
import { Suspense, useRef, useState } from 'react'
import { useMedia } from '../../browser/use-media.ts'
import { Button, ErrorState, SkeletonRows, toggled } from '../../design/index.ts'
import { useKeys } from '../../frame/keys/use-keys.ts'
import { afterFirstScreen, later } from '../../later.tsx'
import { byDays } from './by-days.ts'
import styles from './Inbox.module.css'
import { InboxEmpty } from './InboxEmpty.tsx'
import { InboxRow } from './InboxRow.tsx'
import { inboxKeys } from './inbox-keys.ts'
import { useEntryActions } from './use-entry-actions.ts'
import { useFilledList } from './use-filled-list.ts'
import { usePlace } from './use-place.ts'

const InboxBar = later(async () => (await import('./InboxBar.tsx')).InboxBar)
const SnoozeMenu = later(async () => (await import('./SnoozeMenu.tsx')).SnoozeMenu)
const EntryPane = afterFirstScreen(async () => (await import('./EntryPane.tsx')).EntryPane)

export interface InboxListProps {
  filter: InboxFilter
  q: string
  inbox: LiveResult<InboxState>
  onClearSearch: () => void
}

export function InboxList({ filter, q, inbox, onClearSearch }: InboxListProps) {
  const listRef = useRef<HTMLUListElement>(null)
  const anchorRef = useRef<HTMLElement>(null)
  const place = usePlace(listRef, `inbox ${filter}`, inbox.data !== undefined)
  const actions = useEntryActions()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [shownId, setShownId] = useState(place.rowId)
  const [snoozing, setSnoozing] = useState<readonly InboxEntry[]>([])
  const entries = inbox.data?.data ?? []
  const isFilling = useFilledList(inbox)
  // Where there is no room for it, nothing is loaded for it either.
  const hasPane = useMedia('(min-width: 1280px)')
  const chosen = entries.filter(({ id }) => selected.has(id))
  const snooze = (some: readonly InboxEntry[], anchor: Element) => {
    anchorRef.current = anchor as HTMLElement
    setSnoozing(some)
  }
  const toggle = (id: string) => setSelected((before) => toggled(before, id))
  const clear = () => setSelected(new Set())
  useKeys('In the inbox', inboxKeys(listRef, entries, chosen, { ...actions, snooze, toggle, clear }))

  if (inbox.status === 'loading') return <SkeletonRows label="Loading notifications" />
  if (inbox.status === 'error' || inbox.status === 'gone') {
    const error = inbox.error ?? { title: 'The inbox could not be loaded' }
    return <ErrorState error={error} onRetry={() => void inbox.refresh()} />
  }
  if (entries.length === 0 && isFilling) {
    return <SkeletonRows label={q === '' ? 'Loading notifications' : 'Searching older notifications'} />
  }
  if (entries.length === 0 && inbox.hasMore) {
    const error = inbox.error ?? { title: 'Older notifications could not be loaded' }
    return <ErrorState error={error} onRetry={() => void inbox.loadMore()} />
  }
  if (entries.length === 0) return <InboxEmpty filter={filter} q={q} onClearSearch={onClearSearch} />
  const days = byDays(entries, Date.now())
  return (
    <div className={styles.split}>
      <div className={styles.scroller}>
        <ul ref={listRef} aria-label="Notifications">
          {[...days].flatMap(([day, ofDay]) => [
            <li key={day} className={styles.day}>
              <h2>{day}</h2>
            </li>,
            ...ofDay.map((entry) => (
              <InboxRow
                key={entry.id}
                entry={entry}
                isSelected={selected.has(entry.id)}
                isShown={hasPane && shownId === entry.id}
                isReturnedTo={place.rowId === entry.id}
                actions={actions}
                onToggle={() => toggle(entry.id)}
                onSnooze={(anchor) => snooze([entry], anchor)}
                onFocus={() => setShownId(entry.id)}
                onShow={hasPane ? () => setShownId(entry.id) : undefined}
              />
            )),
          ])}
        </ul>
        {inbox.hasMore && (
          <div className={styles.more}>
            <Button size="small" isPending={inbox.loadingMore} onPress={() => void inbox.loadMore()}>
              {q === '' ? 'Show older ones' : 'Search older ones'}
            </Button>
          </div>
        )}
        {chosen.length > 0 && (
          <Suspense>
            <InboxBar
              entries={chosen}
              actions={actions}
              onSnooze={(anchor) => snooze(chosen, anchor)}
              onClear={clear}
            />
          </Suspense>
        )}
        {snoozing.length > 0 && (
          <Suspense>
            <SnoozeMenu
              anchorRef={anchorRef}
              onClose={() => setSnoozing([])}
              onChoose={(until) => void actions.change(snoozing, { snoozedUntil: until })}
            />
          </Suspense>
        )}
      </div>
      {hasPane && (
        // Its room is there before what it shows: rows that are drawn anew for less of it would move.
        <aside className={styles.pane} aria-label="What the notification tells">
          <Suspense>
            <EntryPane entry={entries.find(({ id }) => id === shownId) ?? null} />
          </Suspense>
        </aside>
      )}
    </div>
  )
}
