/** The words of the text that a thread is about, above it: the way to where they stand. */
import type { Comment, Passage } from '@copydesk/contract'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import styles from './PassageQuote.module.css'

export interface PassageQuoteProps {
  passage: Passage
  /** The content that holds the words. */
  contentId: Comment['contentId']
}

export function PassageQuote({ passage, contentId }: PassageQuoteProps) {
  const { exact, versionId } = passage
  return (
    <blockquote className={styles.quote}>
      <Link
        to={paths.contentItem(contentId ?? '', { version: versionId })}
        className={styles.words}
        dir="auto"
      >
        {exact}
      </Link>
    </blockquote>
  )
}
