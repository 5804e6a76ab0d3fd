/**
 * How many items stand in each status; pressing one shows only those. A Button that says whether it is pressed: React
 * Aria's ToggleButton brings its groups, and with them their focus scopes, before the first screen.
 */
import { type Status, type StatusCounts, statuses } from '@copydesk/contract'
import { Button as AriaButton } from 'react-aria-components'
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
        <AriaButton
          key={status}
          aria-pressed={chosen.includes(status)}
          onPress={() => onChange(toggledIn(chosen, status))}
          className={styles.status}
        >
          <StatusIcon status={status} isLabelled />
          <b>{counts[status]}</b>
          <span>{statusLooks[status].label}</span>
        </AriaButton>
      ))}
    </div>
  )
}
