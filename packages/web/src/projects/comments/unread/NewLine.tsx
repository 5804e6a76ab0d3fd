/** Stands before the first comment of a thread that one has not read. */
import styles from './NewLine.module.css'

export function NewLine() {
  return (
    <div className={styles.line} data-new-line>
      <span>New</span>
    </div>
  )
}
