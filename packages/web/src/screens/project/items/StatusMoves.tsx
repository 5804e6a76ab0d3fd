/** The menu of what may become of one item by hand; rejecting asks why. */
import { type ProjectItem, type SettableStatus, settableStatuses } from '@copydesk/contract'
import { type RefObject, useState } from 'react'
import { Menu, MenuItem, StatusIcon } from '../../../design/index.ts'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import type { StatusMenuProps } from './StatusMenu.tsx'
import { sayMove } from './say-move.ts'

export interface StatusMovesProps {
  item: ProjectItem
  moves: readonly SettableStatus[]
  /** The button that opens it. */
  buttonRef: RefObject<HTMLElement | null>
  onChange: NonNullable<StatusMenuProps['onChange']>
}

export function StatusMoves({ item, moves, buttonRef, onChange }: StatusMovesProps) {
  const [isRejecting, setRejecting] = useState(false)
  return (
    <>
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
