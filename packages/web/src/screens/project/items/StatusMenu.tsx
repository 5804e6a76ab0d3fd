/** The status of one item, and the menu of what may become of it by hand. */
import type { CommandOutcome } from '@copydesk/client'
import { type ProjectItem, type SettableStatus, settableStatuses } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
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
import styles from '../../../projects/review/cell-controls.module.css'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import { useMayMove } from '../../../projects/review/use-may-move.ts'

export interface StatusMenuProps {
  item: ProjectItem
  /** Null where the person may not move statuses: then the pill alone is shown. */
  onChange: ((status: SettableStatus, reason?: string) => Promise<CommandOutcome<unknown>>) | null
  /** True in a row of the grid, which has one tab stop of its own. */
  isInGrid?: boolean
}

/** What a person may do, in the words of doing it. */
const moveWords: Record<SettableStatus, string> = {
  draft: 'Back to draft',
  in_review: 'In review',
  ready: 'Ready to publish',
  rejected: 'Reject…',
}

/** A move in the words of doing it. */
export function sayMove({ action, status: from }: ProjectItem, to: SettableStatus): string {
  if (isBack(from, to)) return 'Back to review'
  return action === 'unpublish' && to === 'ready' ? 'Ready to take down' : moveWords[to]
}

/** From where it has been in review before. */
function isBack(from: ProjectItem['status'], to: SettableStatus): boolean {
  return to === 'in_review' && (from === 'ready' || from === 'rejected')
}

export function StatusMenu({ item, onChange, isInGrid = false }: StatusMenuProps) {
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [isRejecting, setRejecting] = useState(false)
  const mayMove = useMayMove()
  const moves = settableStatuses.filter((to) => mayMove(item, to))
  if (onChange === null || moves.length === 0) return <StatusPill status={item.status} />
  const statusLabel = statusLooks[item.status].label
  return (
    <>
      <MenuTrigger>
        <AriaButton
          ref={buttonRef}
          className={cx(styles.control, styles.round)}
          aria-label={`Status of ${item.title}: ${statusLabel}`}
          excludeFromTabOrder={isInGrid}
        >
          <StatusPill status={item.status} />
          <ChevronDown size={12} className={styles.chevron} aria-hidden />
        </AriaButton>
        <Menu
          aria-label="Move to"
          onAction={(key) => {
            const status = settableStatuses.find((candidate) => candidate === key)
            if (status === 'rejected') setRejecting(true)
            else if (status !== undefined) void onChange(status)
          }}
        >
          {moves.map((status) => (
            <MenuItem
              key={status}
              id={status}
              label={sayMove(item, status)}
              icon={<StatusIcon status={status} isLabelled />}
            />
          ))}
        </Menu>
      </MenuTrigger>
      <RejectPopover
        triggerRef={buttonRef}
        subject={{ kind: 'rejection', projectId: item.projectId, itemIds: [item.id] }}
        what={`“${item.title}”`}
        isOpen={isRejecting}
        onClose={() => setRejecting(false)}
        onReject={(reason) => onChange('rejected', reason)}
      />
    </>
  )
}
