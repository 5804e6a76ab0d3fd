/** What can be done with the selected items: move, assign, remove. It lies over the foot of the list. */
import type { Id, Person, ProjectItem } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Button,
  IconButton,
  Menu,
  MenuItem,
  MenuTrigger,
  StatusIcon,
  statusLooks,
} from '../../../design/index.ts'
import { useMay } from '../../../people/use-may.ts'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import { useMayMove } from '../../../projects/review/use-may-move.ts'
import { bulkMoves } from './bulk-moves.ts'
import styles from './Items.module.css'
import { peopleMenuItems, personOfKey } from './people-menu-items.tsx'
import { useRemoveItems } from './use-remove-items.ts'

export interface BulkBarProps {
  projectId: Id
  /** The selected items. */
  items: readonly ProjectItem[]
  people: readonly Person[]
  onClear: () => void
  /** They are about to be taken out. */
  onRemove: () => void
}

export function BulkBar({ projectId, items, people, onClear, onRemove }: BulkBarProps) {
  const commands = useCommands()
  const mayReview = useMay('item.review')
  const mayWrite = useMay('item.write')
  const remove = useRemoveItems(projectId)
  const moves = bulkMoves(items, useMayMove())
  const statusRef = useRef<HTMLButtonElement>(null)
  const [isRejecting, setRejecting] = useState(false)
  // The sentence is about the items that one began to reject, whatever others move meanwhile.
  const [rejecting, setRejectingIds] = useState<readonly Id[]>([])
  const rejectable = moves.find((move) => move.status === 'rejected')?.itemIds ?? []
  const rejected = rejecting.filter((id) => rejectable.includes(id))
  const ids = items.map((item) => item.id)
  return (
    <div data-focus-owner="Items" data-at-foot="" className={styles.bulk}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups what acts on the selection. */}
      <div role="group" aria-label="Selected items" className={styles.bulkBar}>
        <span role="status" className={styles.bulkCount}>
          {items.length} selected
        </span>
        {mayReview && (
          <MenuTrigger>
            <Button ref={statusRef} variant="quiet" size="small" isDisabled={moves.length === 0}>
              Status
            </Button>
            <Menu
              aria-label="Move to"
              placement="top start"
              onAction={(key) => {
                const move = moves.find((one) => one.status === key)
                if (move?.status === 'rejected') {
                  setRejectingIds(move.itemIds)
                  setRejecting(true)
                } else if (move) void commands.setItemStatus(projectId, move.itemIds, move.status)
              }}
            >
              {moves.map(({ status, itemIds }) => (
                <MenuItem
                  key={status}
                  id={status}
                  label={status === 'rejected' ? 'Reject…' : statusLooks[status].label}
                  icon={<StatusIcon status={status} isLabelled />}
                  {...(itemIds.length < items.length ? { hint: `${itemIds.length} of ${items.length}` } : {})}
                />
              ))}
            </Menu>
          </MenuTrigger>
        )}
        <RejectPopover
          triggerRef={statusRef}
          subject={{ kind: 'rejection', projectId, itemIds: rejecting.toSorted() }}
          what={rejected.length === 1 ? '1 item' : `${rejected.length} items`}
          isOpen={isRejecting && rejected.length > 0}
          onClose={() => setRejecting(false)}
          onReject={(reason) => commands.setItemStatus(projectId, rejected, 'rejected', reason)}
        />
        {mayWrite && (
          <MenuTrigger>
            <Button variant="quiet" size="small">
              Assign
            </Button>
            <Menu
              aria-label="Assign to"
              placement="top start"
              onAction={(key) => void commands.changeItems(projectId, ids, { assigneeId: personOfKey(key) })}
            >
              {peopleMenuItems(people)}
            </Menu>
          </MenuTrigger>
        )}
        {mayWrite && (
          <Button
            variant="quiet"
            size="small"
            onPress={() => {
              onClear()
              onRemove()
              void remove(items)
            }}
          >
            Remove
          </Button>
        )}
        <IconButton label="Clear the selection" size="small" onPress={onClear}>
          <X size={15} aria-hidden />
        </IconButton>
      </div>
    </div>
  )
}
