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
  const times = snoozeTimes(now, timeZone)
  return (
    <MenuBeside anchorRef={anchorRef} isOpen onClose={onClose}>
      <Menu
        aria-label="Snooze until"
        onAction={(key) => {
          const chosen = times.find(({ label }) => label === key)
          if (chosen) onChoose(chosen.at.toISOString())
          onClose()
        }}
      >
        {/* Called by their words: the times move on while it is open, and an item never changes its id. */}
        {times.map(({ label, at }) => (
          <MenuItem key={label} id={label} label={label} hint={sayWhen(at, now, timeZone)} />
        ))}
      </Menu>
    </MenuBeside>
  )
}
