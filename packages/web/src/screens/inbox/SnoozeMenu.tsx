/** When what is snoozed comes back. */
import type { Instant } from '@copydesk/contract'
import type { RefObject } from 'react'
import { Menu, MenuBeside, MenuItem } from '../../design/index.ts'
import { useOwnZone } from '../../people/use-own-zone.ts'
import { sayWhen, snoozeTimes } from './snooze-times.ts'

export interface SnoozeMenuProps {
  anchorRef: RefObject<HTMLElement | null>
  onClose: () => void
  onChoose: (until: Instant) => void
}

export function SnoozeMenu({ anchorRef, onClose, onChoose }: SnoozeMenuProps) {
  const timeZone = useOwnZone()
  const now = Date.now()
  return (
    <MenuBeside anchorRef={anchorRef} isOpen onClose={onClose}>
      <Menu
        aria-label="Snooze until"
        onAction={(key) => {
          onChoose(String(key))
          onClose()
        }}
      >
        {snoozeTimes(now, timeZone).map(({ label, at }) => (
          <MenuItem key={label} id={at.toISOString()} label={label} hint={sayWhen(at, now, timeZone)} />
        ))}
      </Menu>
    </MenuBeside>
  )
}
