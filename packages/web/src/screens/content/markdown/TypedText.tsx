/** A text as it was typed, but for its mentions. */
import { cx } from '../../../design/index.ts'
import styles from './MarkdownText.module.css'
import { mentionsAsNames } from './plain-text.ts'

export function TypedText({ text }: { text: string }) {
  return (
    <p dir="auto" className={cx(styles.typed)}>
      {mentionsAsNames(text)}
    </p>
  )
}
