/** How many versions stand in which status, as a thin bar. */
import { type StatusCounts as Counts, type Status, statuses } from '@copydesk/contract'
import { cx } from '../class-names.ts'
import styles from './Status.module.css'
import { statusLooks } from './status-look.ts'

/** A bar with one segment per status, as wide as its share. */
export function StatusBar({ counts }: { counts: Counts }) {
  const present = presentStatuses(counts)
  const words = present.map((status) => `${counts[status]} ${statusLooks[status].label.toLowerCase()}`)
  return (
    <span
      role="img"
      aria-label={words.join(', ') || 'No items'}
      title={words.join(', ')}
      className={cx(styles.bar, present.length === 0 && styles.empty)}
    >
      {present.map((status) => (
        <span
          key={status}
          className={cx(styles.segment, styles[status])}
          style={{ flexGrow: counts[status] }}
        />
      ))}
    </span>
  )
}

function presentStatuses(counts: Counts): Status[] {
  return statuses.filter((status) => counts[status] > 0)
}
