/** The tab of all comments of a project: one column, as wide as one reads well. */
import type { Id, ProjectItem } from '@copydesk/contract'
import { useRef } from 'react'
import styles from '../../projects/comments/Comments.module.css'
import { CommentsView } from '../../projects/comments/CommentsView.tsx'

export interface CommentsTabProps {
  projectId: Id
  items: readonly ProjectItem[]
  /** The comment that the address points at. */
  targetId: Id | null
  /** The project's name. */
  place: string
}

export function CommentsTab({ projectId, ...props }: CommentsTabProps) {
  const scrollerRef = useRef<HTMLDivElement>(null)
  return (
    <div ref={scrollerRef} className={styles.scroller}>
      <div className={styles.column}>
        <CommentsView {...props} home={{ projectId, itemId: null }} scrollerRef={scrollerRef} />
      </div>
    </div>
  )
}
