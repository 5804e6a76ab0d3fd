/** A text as it was typed, but for its mentions. */

import { mentionsAsNames } from '@copydesk/contract'
import { cx } from '../design/index.ts'
import styles from './MarkdownText.module.css'

export function TypedText({ text }: { text: string }) {
  return (
    <p dir="auto" className={cx(styles.typed)}>
      {mentionsAsNames(text)}
    </p>
  )
}
