/** The menu that a key opened for one item or for all selected ones: status, assignee or due date. */
import type { CalendarDate, Id, Person, ProjectItem } from '@copydesk/contract'
import { useEffect, useMemo, useState } from 'react'
import {
  Menu,
  MenuBeside,
  MenuItem,
  Popover,
  StatusIcon,
  showToast,
  statusLooks,
} from '../../../design/index.ts'
import { DueForm } from '../../../projects/due/DueDate.tsx'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import { useMayMove } from '../../../projects/review/use-may-move.ts'
import { bulkMoves } from './bulk-moves.ts'
import { peopleMenuItems, personOfKey } from './people-menu-items.tsx'
import { sayMove } from './say-move.ts'
import { sayWhat, useChangeItems } from './use-change-items.ts'
import type { RowMenuRequest } from './use-item-keys.ts'

export interface RowMenuProps {
  projectId: Id
  request: RowMenuRequest
  /** Those of the request that are still there. */
  items: readonly ProjectItem[]
  people: readonly Person[]
  onClose: () => void
}

export function RowMenu(props: RowMenuProps) {
  switch (props.request.kind) {
    case 'status':
      return <StatusMenuBeside {...props} />
    case 'assignee':
      return <AssigneeMenuBeside {...props} />
    case 'due':
      return <DueBeside {...props} />
  }
}

function StatusMenuBeside({ projectId, request, items, onClose }: RowMenuProps) {
  const change = useChangeItems(projectId)
  const anchorRef = useAnchor(request)
  const [rejecting, setRejecting] = useState<readonly Id[] | null>(null)
  const moves = bulkMoves(items, useMayMove())
  const what = sayWhat(items)
  const isStuck = moves.length === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it opens.
  useEffect(() => {
    if (!isStuck) return
    showToast({ tone: 'info', title: `The status of ${what} is not changed by hand` })
    onClose()
  }, [isStuck])
  const rejectable = moves.find(({ status }) => status === 'rejected')?.itemIds ?? []
  const rejected = rejecting?.filter((id) => rejectable.includes(id)) ?? []
  return (
    <>
      <MenuBeside anchorRef={anchorRef} isOpen={!isStuck && rejecting === null} onClose={() => onClose()}>
        <Menu
          aria-label={`Move ${what} to`}
          shouldCloseOnSelect={false}
          onAction={(key) => {
            const move = moves.find(({ status }) => status === key)
            if (move?.status === 'rejected') return setRejecting(move.itemIds)
            if (move) void change(among(items, move.itemIds), { status: move.status })
            onClose()
          }}
        >
          {moves.map(({ status, itemIds }) => (
            <MenuItem
              key={status}
              id={status}
              label={wordsOf(status, items)}
              icon={<StatusIcon status={status} isLabelled />}
              {...(itemIds.length < items.length ? { hint: `${itemIds.length} of ${items.length}` } : {})}
            />
          ))}
        </Menu>
      </MenuBeside>
      <RejectPopover
        triggerRef={anchorRef}
        subject={{ kind: 'rejection', projectId, itemIds: (rejecting ?? []).toSorted() }}
        what={what}
        isOpen={rejected.length > 0}
        onClose={onClose}
        onReject={(reason) => change(among(items, rejected), { status: 'rejected', reason })}
      />
    </>
  )
}

function AssigneeMenuBeside({ projectId, request, items, people, onClose }: RowMenuProps) {
  const change = useChangeItems(projectId)
  const anchorRef = useAnchor(request)
  const [first] = items
  const assigned = items.every(({ assigneeId }) => assigneeId === first?.assigneeId) ? first : undefined
  return (
    <MenuBeside anchorRef={anchorRef} isOpen onClose={onClose}>
      <Menu
        aria-label={`Assign ${sayWhat(items)} to`}
        selectionMode="single"
        selectedKeys={assigned === undefined ? [] : [assigned.assigneeId ?? 'nobody']}
        onAction={(key) => {
          void change(items, { assigneeId: personOfKey(key) })
        }}
      >
        {peopleMenuItems(people)}
      </Menu>
    </MenuBeside>
  )
}

function DueBeside({ projectId, request, items, onClose }: RowMenuProps) {
  const change = useChangeItems(projectId)
  const anchorRef = useAnchor(request)
  const [first] = items
  const set = (dueAt: CalendarDate | null) => {
    onClose()
    void change(items, { dueAt })
  }
  return (
    <Popover
      label={`Due date of ${sayWhat(items)}`}
      triggerRef={anchorRef}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <DueForm dueAt={first?.dueAt ?? null} onDone={set} />
    </Popover>
  )
}

function useAnchor({ anchor }: RowMenuRequest) {
  return useMemo(() => ({ current: anchor }), [anchor])
}

function wordsOf(
  status: ReturnType<typeof bulkMoves>[number]['status'],
  items: readonly ProjectItem[],
): string {
  const [only, ...others] = items
  if (only !== undefined && others.length === 0) return sayMove(only, status)
  return status === 'rejected' ? 'Reject…' : statusLooks[status].label
}

function among(items: readonly ProjectItem[], ids: readonly Id[]): ProjectItem[] {
  return items.filter(({ id }) => ids.includes(id))
}
