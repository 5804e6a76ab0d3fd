/** The status of one item, and the menu of what may become of it by hand. */
import { type ProjectItem, type SettableStatus, settableStatuses, statusMoves } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import {
  cx,
  Menu,
  MenuItem,
  MenuTrigger,
  StatusIcon,
  StatusPill,
  statusLooks,
} from '../../../design/index.ts'
import styles from './cell-controls.module.css'

export interface StatusMenuProps {
  item: ProjectItem
  /** Null where the person may not move statuses: then the pill alone is shown. */
  onChange: ((status: SettableStatus) => void) | null
  /** True in a row of the grid, which has one tab stop of its own. */
  isInGrid?: boolean
}

/** What a person may do, in the words of doing it. */
const moveWords: Record<SettableStatus, string> = {
  draft: 'Back to draft',
  in_review: 'In review',
  ready: 'Ready to publish',
  rejected: 'Reject',
}

export function StatusMenu({ item, onChange, isInGrid = false }: StatusMenuProps) {
  const moves = statusMoves[item.status]
  if (onChange === null || moves.length === 0) return <StatusPill status={item.status} />
  return (
    <MenuTrigger>
      <AriaButton
        className={cx(styles.control, styles.round)}
        aria-label={`Status of ${item.title}: ${statusLooks[item.status].label}`}
        excludeFromTabOrder={isInGrid}
      >
        <StatusPill status={item.status} />
        <ChevronDown size={12} className={cx(styles.chevron)} aria-hidden />
      </AriaButton>
      <Menu
        aria-label="Move to"
        onAction={(key) => {
          const status = settableStatuses.find((candidate) => candidate === key)
          if (status !== undefined) onChange(status)
        }}
      >
        {moves.map((status) => (
          <MenuItem
            key={status}
            id={status}
            label={item.status === 'ready' && status === 'in_review' ? 'Back to review' : moveWords[status]}
            icon={<StatusIcon status={status} isLabelled />}
          />
        ))}
      </Menu>
    </MenuTrigger>
  )
}
