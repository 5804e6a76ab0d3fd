/**
 * One item of the project beside the list: its facts, its text, its comments. A column of its own where there is
 * room, else a sheet over the list. Escape closes it.
 */
import { type Id, type Person, type ProjectItem, subscriptionKey } from '@copydesk/contract'
import { ArrowLeft, X } from 'lucide-react'
import { type KeyboardEvent, Suspense, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { CommentsView } from '../../../projects/comments/CommentsView.tsx'
import { ItemFacts } from './ItemFacts.tsx'
import styles from './ItemPanel.module.css'
import { ItemText } from './ItemText.tsx'

const WatchMenu = later(async () => (await import('../../../notifications/WatchMenu.tsx')).WatchMenu)

const ItemChecklist = later(async () => (await import('../checklist/ItemChecklist.tsx')).ItemChecklist)

const ReviewPanel = later(async () => (await import('../../../projects/review/ReviewPanel.tsx')).ReviewPanel)

export interface ItemPanelProps {
  item: ProjectItem
  people: readonly Person[]
  items: readonly ProjectItem[]
  /** The comment that the address points at. */
  targetId: Id | null
  /** The item whose composer takes the focus, once for each object. */
  commenting: { itemId: Id } | null
  onClose: () => void
}

export function ItemPanel({ item, people, items, targetId, commenting, onClose }: ItemPanelProps) {
  const panelRef = useRef<HTMLElement>(null)
  const scrollerRef = useRef<HTMLDivElement>(null)
  const [foot, setFoot] = useState<HTMLElement | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item begins at its top.
  useEffect(() => {
    scrollerRef.current?.scrollTo(0, 0)
    // A target takes the focus itself once it is there.
    if (targetId === null) panelRef.current?.focus({ preventScroll: true })
  }, [item.id])
  useEffect(() => {
    if (commenting?.itemId === item.id) foot?.querySelector('textarea')?.focus()
  }, [commenting, item.id, foot])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return (
    <section
      ref={panelRef}
      aria-label={item.title}
      tabIndex={-1}
      data-focus-owner="Items"
      className={styles.panel}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <span className={styles.back}>
          <IconButton label="Back to the items" onPress={onClose}>
            <ArrowLeft size={17} aria-hidden />
          </IconButton>
        </span>
        <h2 dir="auto" className={styles.title}>
          {item.title}
        </h2>
        <span>
          <Suspense>
            <WatchMenu
              keys={[
                subscriptionKey('item', item.id),
                subscriptionKey('content', item.contentId),
                subscriptionKey('project', item.projectId),
              ]}
              name={item.title}
              size="small"
            />
          </Suspense>
        </span>
        <span className={styles.close}>
          <IconButton label="Close" shortcut="Esc" size="small" onPress={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        </span>
      </header>
      <div ref={scrollerRef} className={styles.body}>
        <ItemFacts item={item} people={people} onRemoved={onClose} />
        {item.approvals !== null && (
          <Suspense>
            <ReviewPanel
              key={`review ${item.id}`}
              reviewed={{ projectId: item.projectId, itemId: item.id }}
              revision={item.revision}
              title={item.title}
            />
          </Suspense>
        )}
        <Suspense>
          <ItemChecklist projectId={item.projectId} itemId={item.id} people={people} />
        </Suspense>
        <ItemText key={item.versionId} item={item} />
        <CommentsView
          key={item.id}
          home={{ projectId: item.projectId, itemId: item.id }}
          items={items}
          targetId={targetId}
          place={item.title}
          scrollerRef={scrollerRef}
          foot={foot}
        />
      </div>
      <footer ref={setFoot} className={styles.foot} />
    </section>
  )
}
