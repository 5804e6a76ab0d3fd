/** The status of one item; the menu of what may become of it by hand comes when it is opened first. */
import type { CommandOutcome } from '@copydesk/client'
import { type ProjectItem, type SettableStatus, settableStatuses } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, MenuTrigger, OnceOpened, StatusPill, statusLooks } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import styles from '../../../projects/review/cell-controls.module.css'
import { useMayMove } from '../../../projects/review/use-may-move.ts'

const StatusMoves = later(async () => (await import('./StatusMoves.tsx')).StatusMoves)

export interface StatusMenuProps {
  item: ProjectItem
  /** Null where the person may not move statuses: then the pill alone is shown. */
  onChange: ((status: SettableStatus, reason?: string) => Promise<CommandOutcome<unknown>>) | null
  /** True in a row of the grid, which has one tab stop of its own. */
  isInGrid?: boolean
}

export function StatusMenu({ item, onChange, isInGrid = false }: StatusMenuProps) {
  const buttonRef = useRef<HTMLButtonElement>(null)
  const mayMove = useMayMove()
  const moves = settableStatuses.filter((to) => mayMove(item, to))
  if (onChange === null || moves.length === 0) return <StatusPill status={item.status} />
  const statusLabel = statusLooks[item.status].label
  return (
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
      <OnceOpened>
        <StatusMoves item={item} moves={moves} buttonRef={buttonRef} onChange={onChange} />
      </OnceOpened>
    </MenuTrigger>
  )
}
