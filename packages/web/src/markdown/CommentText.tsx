/** The text of a comment, drawn. Until that is done, and where it cannot be done, the text stands there as it was typed. */
import { memo, Suspense, useMemo } from 'react'
import { cx } from '../design/index.ts'
import { ErrorBoundary } from '../frame/ErrorBoundary.tsx'
import { later } from '../later.tsx'
import styles from './MarkdownText.module.css'
import { hasEndlessWord, withoutHeaps } from './plain-text.ts'
import { TypedText } from './TypedText.tsx'

const CommentBlocks = later(async () => (await import('./CommentBlocks.tsx')).CommentBlocks, 'now')

/** Safe whatever the text: nothing in it can run, and it fails alone. */
export const CommentText = memo(function CommentText({ text: given }: { text: string }) {
  const text = useMemo(() => withoutHeaps(given), [given])
  const isEndless = useMemo(() => hasEndlessWord(text), [text])
  const typed = <TypedText text={text} />
  return (
    <div className={cx(styles.markdown, styles.remark, isEndless && styles.endless)}>
      <ErrorBoundary fallback={typed} resetKey={text}>
        <Suspense fallback={typed}>
          <CommentBlocks text={text} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
})
