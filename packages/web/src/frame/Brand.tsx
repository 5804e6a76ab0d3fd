/** The name of the product with its mark. */
import styles from './Brand.module.css'

/** The mark alone is silent; with `isWordShown` the name stands beside it. */
export function Brand({ isWordShown = true }: { isWordShown?: boolean }) {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <rect width="32" height="32" rx="7" className={styles.mark} />
        <path d="M9 10.5h14M9 16h9M9 21.5h5" className={styles.lines} />
        <path d="m18.5 23.5.6-2.7 5-5a1.5 1.5 0 0 1 2.1 2.1l-5 5z" className={styles.pencil} />
      </svg>
      {isWordShown && <span className={styles.word}>Copydesk</span>}
    </span>
  )
}
