/** A text that is shown letter for letter and scrolls by itself, also for who has only a keyboard. */
import { cx } from '../../../design/index.ts'
import styles from './Connection.module.css'

export interface ScrollTextProps {
  /** Spoken. */
  label: string
  text: string
  /** `small` within a list. */
  size?: 'large' | 'small'
}

export function ScrollText({ label, text, size = 'large' }: ScrollTextProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has only a keyboard must reach it.
    <section aria-label={label} tabIndex={0} className={cx(styles.scroll, size === 'small' && styles.small)}>
      <pre className={styles.text}>{text.trimEnd()}</pre>
    </section>
  )
}
