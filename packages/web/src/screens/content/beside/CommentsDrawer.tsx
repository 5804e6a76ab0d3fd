/**
 * The comments on a text beside it: those on the project's item that holds the version, then those on items that held
 * the text before. A column of its own where there is room, else a sheet over the text. Escape closes it.
 */
import type { ProjectItem } from '@copydesk/contract'
import { X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Link } from 'react-router'
import { IconButton } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { CommentsView } from '../../../projects/comments/CommentsView.tsx'
import styles from './CommentsDrawer.module.css'
import type { TextThreads } from './use-text-threads.ts'

export interface CommentsDrawerProps {
  threads: TextThreads
  /** The title of the text. */
  place: string
  onClose: () => void
}

/** Every thread is about the one text. */
const noItems: readonly ProjectItem[] = []

export function CommentsDrawer({ threads: { held, earlier }, place, onClose }: CommentsDrawerProps) {
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
        {held !== null && (
          <CommentsView
            key={held.itemId}
            projectId={held.projectId}
            itemId={held.itemId}
            items={noItems}
            targetId={null}
            place={place}
            scrollerRef={scrollerRef}
            foot={foot}
          />
        )}
        {earlier.map(({ itemId, projectId, projectName }) => (
          <div key={itemId} className={styles.earlier}>
            <h3>
              Earlier, in <Link to={paths.project(projectId)}>{projectName}</Link>
            </h3>
            <CommentsView
              projectId={projectId}
              itemId={itemId}
              items={noItems}
              targetId={null}
              place={place}
              scrollerRef={scrollerRef}
              foot={null}
              label={`Earlier, in ${projectName}`}
            />
          </div>
        ))}
        {held === null && <p className={styles.hint}>New threads begin in a project: add the text to one.</p>}
      </div>
      <footer ref={setFoot} className={styles.foot} />
    </aside>
  )
}
