/** Grey shapes where content will be, so that nothing jumps when it comes. */
import styles from './Feedback.module.css'

/** One line; `width` is any CSS length. */
export function Skeleton({ width = '100%', height }: { width?: string; height?: string }) {
  return <span aria-hidden className={styles.skeleton} style={{ width, height }} />
}

// Different lengths, so that the rows read as text and not as stripes.
const widths = ['38%', '52%', '30%', '46%', '34%', '58%', '42%', '28%']

/** Rows of a list that is loading; `label` is spoken once. */
export function SkeletonRows({ label, count = 8 }: { label: string; count?: number }) {
  return (
    <div role="status" aria-label={label} className={styles.rows}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={index} className={styles.row}>
          <Skeleton width={widths[index % widths.length] ?? '40%'} />
          <Skeleton width="12%" />
          <Skeleton width="8%" />
        </div>
      ))}
    </div>
  )
}
