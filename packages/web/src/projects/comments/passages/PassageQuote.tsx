/** The words of the text that a thread is about, above it: the way to where they stand, or that they do no more. */
import type { Comment, Id, Passage } from '@copydesk/contract'
import { Link } from 'react-router'
import { paths } from '../../../paths.ts'
import styles from './PassageQuote.module.css'
import { useOnBoard, usePassageBoard } from './use-passages.ts'

export interface PassageQuoteProps {
  threadId: Id
  passage: Passage
  /** The content that holds the words. */
  contentId: Comment['contentId']
}

export function PassageQuote({ threadId, passage, contentId }: PassageQuoteProps) {
  const board = usePassageBoard()
  const isLost = useOnBoard(({ lost }) => lost.has(threadId), false)
  const { exact, versionId } = passage
  return (
    <blockquote className={styles.quote} data-lost={isLost}>
      {isLost ? (
        <span className={styles.words} dir="auto">
          {exact}
        </span>
      ) : board === null ? (
        <Link
          to={paths.contentItem(contentId ?? '', { version: versionId })}
          className={styles.words}
          dir="auto"
        >
          {exact}
        </Link>
      ) : (
        <button
          type="button"
          className={styles.words}
          dir="auto"
          title="Show it in the text"
          onClick={() => board.goToPassage(threadId)}
        >
          {exact}
        </button>
      )}
      {isLost && <p className={styles.lost}>No longer in the text</p>}
    </blockquote>
  )
}
