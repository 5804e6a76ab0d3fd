/** The button that publishes: everything at once, or the items that are ready. */
import type { Publish } from '@copydesk/contract'
import { CalendarClock, CheckCheck, ChevronDown, CircleCheckBig, NotebookPen } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import type { Publishable } from './publishing.ts'

export interface PublishMenuProps extends Publishable {
  isPending: boolean
  onPublish: (mode: Publish['mode']) => void
  /** Opens what is looked at before it goes out, with a note. */
  onReview: () => void
  /** Opens the choice of a time to go out at. */
  onSchedule: () => void
}

export function PublishMenu({ open, ready, isPending, onPublish, onReview, onSchedule }: PublishMenuProps) {
  return (
    <MenuTrigger>
      <Button variant="primary" isPending={isPending} isDisabled={open === 0}>
        Publish
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Menu placement="bottom end" aria-label="Publish">
        <MenuItem
          label="Publish all"
          icon={<CheckCheck size={15} />}
          hint={open === 1 ? '1 item' : `${open} items`}
          onAction={() => onPublish('all')}
        />
        <MenuItem
          label="Publish the ready ones"
          icon={<CircleCheckBig size={15} />}
          hint={`${ready} ready`}
          isDisabled={ready === 0}
          onAction={() => onPublish('ready')}
        />
        <MenuItem
          label="Review and publish…"
          icon={<NotebookPen size={15} />}
          hint="with a note"
          onAction={onReview}
        />
        <MenuItem label="Schedule…" icon={<CalendarClock size={15} />} onAction={onSchedule} />
      </Menu>
    </MenuTrigger>
  )
}
