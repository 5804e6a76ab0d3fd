/** How many versions stand in which status: as a thin bar for rows, or as words for headers. */
import { type StatusCounts as Counts, type Status, statuses } from '@copydesk/contract'
import { cx } from '../class-names.ts'
import styles from './Status.module.css'
import { StatusIcon } from './StatusPill.tsx'
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

/** The counts in words with their icons, statuses without a version left out. */
export function StatusCounts({ counts }: { counts: Counts }) {
  return (
    <ul className={cx(styles.counts)} aria-label="Items by status">
      {presentStatuses(counts).map((status) => (
        <li key={status} className={cx(styles.count)}>
          <StatusIcon status={status} isLabelled />
          <b>{counts[status]}</b> {statusLooks[status].label}
        </li>
      ))}
    </ul>
  )
}

function presentStatuses(counts: Counts): Status[] {
  return statuses.filter((status) => counts[status] > 0)
}
