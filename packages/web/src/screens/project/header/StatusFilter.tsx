/** How many items stand in each status; pressing one shows only those. */
import { type Status, type StatusCounts, statuses } from '@copydesk/contract'
import { ToggleButton } from 'react-aria-components'
import { StatusIcon, statusLooks } from '../../../design/index.ts'
import { toggledIn } from '../items/item-filter.ts'
import styles from './Header.module.css'

export interface StatusFilterProps {
  counts: StatusCounts
  chosen: readonly Status[]
  onChange: (chosen: readonly Status[]) => void
}

/** Statuses without an item are left out, unless they are chosen. */
export function StatusFilter({ counts, chosen, onChange }: StatusFilterProps) {
  const shown = statuses.filter((status) => counts[status] > 0 || chosen.includes(status))
  if (shown.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups the filters.
    <div role="group" aria-label="Show only" className={styles.statuses}>
      {shown.map((status) => (
        <ToggleButton
          key={status}
          isSelected={chosen.includes(status)}
          onChange={() => onChange(toggledIn(chosen, status))}
          className={styles.status}
        >
          <StatusIcon status={status} isLabelled />
          <b>{counts[status]}</b>
          <span>{statusLooks[status].label}</span>
        </ToggleButton>
      ))}
    </div>
  )
}
