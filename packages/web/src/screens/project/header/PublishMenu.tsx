/** The button that publishes: everything at once, or the items that are ready. */
import type { Publish } from '@copydesk/contract'
import { CheckCheck, ChevronDown, CircleCheckBig } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import type { Publishable } from './publishing.ts'

export interface PublishMenuProps extends Publishable {
  isPending: boolean
  onPublish: (mode: Publish['mode']) => void
}

export function PublishMenu({ open, ready, isPending, onPublish }: PublishMenuProps) {
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
      </Menu>
    </MenuTrigger>
  )
}
