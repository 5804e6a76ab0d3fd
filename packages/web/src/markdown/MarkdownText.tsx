/**
 * Markdown, rendered. Until that is done, and where it cannot be done, the text stands there as it was typed: no text
 * takes anything else off the screen.
 */

import { memo, Suspense, useMemo } from 'react'
import { cx } from '../design/index.ts'
import { ErrorBoundary } from '../frame/ErrorBoundary.tsx'
import { later } from '../later.tsx'
import styles from './MarkdownText.module.css'
import { hasEndlessWord, withoutHeaps } from './plain-text.ts'
import { TypedText } from './TypedText.tsx'

const MarkdownDocument = later(async () => (await import('./MarkdownDocument.tsx')).MarkdownDocument, 'now')

export interface MarkdownTextProps {
  text: string
}

/** Safe whatever the text: nothing in it can run, and it fails alone. */
export const MarkdownText = memo(function MarkdownText({ text: given }: MarkdownTextProps) {
  const text = useMemo(() => withoutHeaps(given), [given])
  const isEndless = useMemo(() => hasEndlessWord(text), [text])
  const typed = <TypedText text={text} />
  return (
    <div className={cx(styles.markdown, styles.document, isEndless && styles.endless)}>
      <ErrorBoundary fallback={typed} resetKey={text}>
        <Suspense fallback={typed}>
          <MarkdownDocument text={text} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
})
