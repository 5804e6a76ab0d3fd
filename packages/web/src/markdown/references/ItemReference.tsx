/** A content item that a comment refers to by `#`: with the title of now for whom may see it, words as written for others. */
import type { Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { type ReactNode, useCallback, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { titlesFor } from './item-titles.ts'
import styles from './References.module.css'

export interface ItemReferenceProps {
  contentId: Id
  /** As they were written. */
  words: ReactNode
}

export function ItemReference({ contentId, words }: ItemReferenceProps) {
  const titles = titlesFor(useDesk())
  const title = useSyncExternalStore(
    useCallback((listener: () => void) => titles.follow(contentId, listener), [titles, contentId]),
    () => titles.titleOf(contentId),
  )
  if (title === undefined || title === null) return words
  return (
    <Link to={paths.contentItem(contentId)} className={styles.item}>
      #<bdi>{title}</bdi>
    </Link>
  )
}
