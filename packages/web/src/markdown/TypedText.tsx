/** A text as it was typed, but for its mentions. */

import { mentionsAsNames } from '@copydesk/contract'
import styles from './MarkdownText.module.css'

export function TypedText({ text }: { text: string }) {
  return (
    <p dir="auto" className={styles.typed}>
      {mentionsAsNames(text)}
    </p>
  )
}
