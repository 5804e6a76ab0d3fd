/**
 * The comments on a text beside it: the thread of the project's item that holds the version. A column of its own where
 * there is room, else a sheet over the text. Escape closes it.
 */
import type { Id, ProjectItem } from '@copydesk/contract'
import { X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { IconButton } from '../../../design/index.ts'
import { CommentsView } from '../../../projects/comments/CommentsView.tsx'
import styles from './CommentsDrawer.module.css'

export interface CommentsDrawerProps {
  projectId: Id
  itemId: Id
  /** The title of the text. */
  place: string
  onClose: () => void
}

/** Every thread is about the one text. */
const noItems: readonly ProjectItem[] = []

export function CommentsDrawer({ projectId, itemId, place, onClose }: CommentsDrawerProps) {
  const scrollerRef = useRef<HTMLDivElement>(null)
  const [foot, setFoot] = useState<HTMLElement | null>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return (
    <aside
      aria-label="Beside the text"
      data-focus-owner="comments of the text"
      className={styles.drawer}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <h2>Comments</h2>
        <IconButton label="Close" shortcut="Esc" size="small" onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div ref={scrollerRef} className={styles.body}>
        <CommentsView
          key={itemId}
          projectId={projectId}
          itemId={itemId}
          items={noItems}
          targetId={null}
          place={place}
          scrollerRef={scrollerRef}
          foot={foot}
        />
      </div>
      <footer ref={setFoot} className={styles.foot} />
    </aside>
  )
}
