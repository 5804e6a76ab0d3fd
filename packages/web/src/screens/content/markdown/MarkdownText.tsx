/** Markdown, rendered. Until the renderer has loaded, the text stands there as it was typed. */

import { memo, Suspense } from 'react'
import { cx } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import styles from './MarkdownText.module.css'
import { mentionsAsNames } from './plain-text.ts'

const MarkdownDocument = later(async () => (await import('./MarkdownDocument.tsx')).MarkdownDocument, 'now')

export interface MarkdownTextProps {
  text: string
  /** `document` for pages of content, `remark` for comments: tighter, headings no larger than the text. */
  look: 'document' | 'remark'
}

/** Safe whatever the text: nothing in it can run. */
export const MarkdownText = memo(function MarkdownText({ text, look }: MarkdownTextProps) {
  return (
    <div className={cx(styles.markdown, styles[look])}>
      <Suspense fallback={<p className={cx(styles.plain)}>{mentionsAsNames(text)}</p>}>
        <MarkdownDocument text={text} look={look} />
      </Suspense>
    </div>
  )
})
