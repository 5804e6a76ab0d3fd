/** When what is snoozed comes back. */
import type { Instant } from '@copydesk/contract'
import type { RefObject } from 'react'
import { Menu, MenuBeside, MenuItem } from '../../design/index.ts'
import { snoozeTimes } from './snooze-times.ts'

export interface SnoozeMenuProps {
  anchorRef: RefObject<HTMLElement | null>
  onClose: () => void
  onChoose: (until: Instant) => void
}

export function SnoozeMenu({ anchorRef, onClose, onChoose }: SnoozeMenuProps) {
  const hint = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' })
  return (
    <MenuBeside anchorRef={anchorRef} isOpen onClose={onClose}>
      <Menu
        aria-label="Snooze until"
        onAction={(key) => {
          onChoose(String(key))
          onClose()
        }}
      >
        {snoozeTimes(new Date()).map(({ label, at }) => (
          <MenuItem key={label} id={at.toISOString()} label={label} hint={hint.format(at)} />
        ))}
      </Menu>
    </MenuBeside>
  )
}
