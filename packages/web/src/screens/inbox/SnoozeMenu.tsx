/** When what is snoozed comes back. */
import type { Instant } from '@copydesk/contract'
import type { RefObject } from 'react'
import { Menu, MenuBeside, MenuItem } from '../../design/index.ts'
import { sayWhen, snoozeTimes } from './snooze-times.ts'

export interface SnoozeMenuProps {
  anchorRef: RefObject<HTMLElement | null>
  onClose: () => void
  onChoose: (until: Instant) => void
}

export function SnoozeMenu({ anchorRef, onClose, onChoose }: SnoozeMenuProps) {
  const now = new Date()
  return (
    <MenuBeside anchorRef={anchorRef} isOpen onClose={onClose}>
      <Menu
        aria-label="Snooze until"
        onAction={(key) => {
          onChoose(String(key))
          onClose()
        }}
      >
        {snoozeTimes(now).map(({ label, at }) => (
          <MenuItem key={label} id={at.toISOString()} label={label} hint={sayWhen(at, now)} />
        ))}
      </Menu>
    </MenuBeside>
  )
}
