/** What can be done with the selected items: move, assign, remove. It lies over the foot of the list. */
import type { Id, Person, ProjectItem } from '@copydesk/contract'
import { useAwaiting, useCommands } from '@copydesk/react'
import { CheckCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  SelectionBar,
  StatusIcon,
  statusLooks,
} from '../../../design/index.ts'
import { useMay } from '../../../people/use-may.ts'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import { readTextOf } from '../../../projects/review/read-text.ts'
import { useMayMove } from '../../../projects/review/use-may-move.ts'
import { bulkMoves } from './bulk-moves.ts'
import { peopleMenuItems, personOfKey } from './people-menu-items.tsx'
import { useChangeItems } from './use-change-items.ts'
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
  const change = useChangeItems(projectId)
  const moves = bulkMoves(items, useMayMove())
  const selectedIds = new Set(items.map(({ id }) => id))
  // What a rule asks this person for; all else is moved by hand.
  const isByRule = new Set(items.flatMap(({ id, approvals }) => (approvals === null ? [] : [id])))
  const asked = (useAwaiting().data?.data ?? []).filter(
    ({ id, kind }) => kind === 'approve' && selectedIds.has(id) && isByRule.has(id),
  )
  // A schedule holds what goes out with it.
  const isScheduled = items.some(({ status }) => status === 'scheduled')
  const statusRef = useRef<HTMLButtonElement>(null)
  const [isRejecting, setRejecting] = useState(false)
  // The sentence is about the items that one began to reject, whatever others move meanwhile.
  const [rejecting, setRejectingIds] = useState<readonly Id[]>([])
  const rejectable = [
    ...(moves.find((move) => move.status === 'rejected')?.itemIds ?? []),
    ...asked.map(({ id }) => id),
  ]
  const rejected = rejecting.filter((id) => rejectable.includes(id))
  const among = (ids: readonly Id[]) => items.filter(({ id }) => ids.includes(id))
  return (
    <SelectionBar label="Selected items" count={items.length} focusOwner="Items" onClear={onClear}>
      {mayReview && (
        <MenuTrigger>
          <Button
            ref={statusRef}
            variant="quiet"
            size="small"
            isDisabled={moves.length === 0 && asked.length === 0}
          >
            Status
          </Button>
          <Menu
            aria-label="Move to"
            placement="top start"
            onAction={(key) => {
              const move = moves.find((one) => one.status === key)
              if (key === 'approve') {
                void commands.decideReviews({ decision: 'approve', reviewed: asked.map(readTextOf) })
              } else if (key === 'rejected') {
                setRejectingIds(rejectable)
                setRejecting(true)
              } else if (move) void change(among(move.itemIds), { status: move.status })
            }}
          >
            {asked.length > 0 && (
              <MenuItem
                id="approve"
                label="Approve"
                icon={<CheckCheck size={15} />}
                {...hintOf(asked.length, items.length)}
              />
            )}
            {moves
              .filter(({ status }) => status !== 'rejected')
              .map(({ status, itemIds }) => (
                <MenuItem
                  key={status}
                  id={status}
                  label={statusLooks[status].label}
                  icon={<StatusIcon status={status} isLabelled />}
                  {...hintOf(itemIds.length, items.length)}
                />
              ))}
            {rejectable.length > 0 && (
              <MenuItem
                id="rejected"
                label="Reject…"
                icon={<StatusIcon status="rejected" isLabelled />}
                {...hintOf(rejectable.length, items.length)}
              />
            )}
          </Menu>
        </MenuTrigger>
      )}
      <RejectPopover
        triggerRef={statusRef}
        subject={{ kind: 'rejection', projectId, itemIds: rejecting.toSorted() }}
        what={rejected.length === 1 ? '1 item' : `${rejected.length} items`}
        isOpen={isRejecting && rejected.length > 0}
        onClose={() => setRejecting(false)}
        onReject={(reason) => change(among(rejected), { status: 'rejected', reason })}
      />
      {mayWrite && (
        <MenuTrigger>
          <Button variant="quiet" size="small">
            Assign
          </Button>
          <Menu
            aria-label="Assign to"
            placement="top start"
            onAction={(key) => void change(items, { assigneeId: personOfKey(key) })}
          >
            {peopleMenuItems(people)}
          </Menu>
        </MenuTrigger>
      )}
      {mayWrite && !isScheduled && (
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
    </SelectionBar>
  )
}

/** "2 of 5", where it is not for all of them. */
function hintOf(count: number, selected: number): { hint?: string } {
  return count < selected ? { hint: `${count} of ${selected}` } : {}
}
