/** What may become of a version by hand: the next step as a button, the others in a menu. */
import { type SettableStatus, settableStatuses, type VersionSummary, wasPublished } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { MoreHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button, IconButton, Menu, MenuItem, MenuTrigger, StatusIcon } from '../../../design/index.ts'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import { useMayMove } from '../../../projects/review/use-may-move.ts'

const moveWords: Record<SettableStatus, string> = {
  draft: 'Back to draft',
  in_review: 'Send to review',
  ready: 'Ready to publish',
  rejected: 'Reject…',
}

export function VersionMoves({ version }: { version: VersionSummary }) {
  const commands = useCommands()
  const mayMove = useMayMove()
  const menuRef = useRef<HTMLButtonElement>(null)
  const [isRejecting, setRejecting] = useState(false)
  const [isPending, setPending] = useState(false)
  const { id: versionId, contentId, status, title } = version
  const moves = settableStatuses.filter((to) => mayMove(version, to))
  if (wasPublished(status) || moves.length === 0) return null
  const next = status === 'ready' ? undefined : moves.find((to) => to === 'in_review' || to === 'ready')
  const others = moves.filter((to) => to !== next)
  const move = async (to: SettableStatus, reason?: string) => {
    setPending(true)
    const outcome = await commands.moveVersion(version, { status: to, reason })
    setPending(false)
    return outcome
  }
  const choose = (key: unknown) => {
    const to = others.find((other) => other === key)
    if (to === 'rejected') setRejecting(true)
    else if (to !== undefined) void move(to)
  }
  return (
    <>
      {next !== undefined && (
        <Button size="small" isPending={isPending} onPress={() => void move(next)}>
          {moveWords[next]}
        </Button>
      )}
      {others.length > 0 && (
        <MenuTrigger>
          <IconButton ref={menuRef} size="small" label="More about the status">
            <MoreHorizontal size={15} aria-hidden />
          </IconButton>
          <Menu aria-label="Move to" placement="bottom end" onAction={choose}>
            {others.map((to) => (
              <MenuItem
                key={to}
                id={to}
                label={status === 'ready' ? 'Back to review' : moveWords[to]}
                icon={<StatusIcon status={to} isLabelled />}
              />
            ))}
          </Menu>
        </MenuTrigger>
      )}
      <RejectPopover
        triggerRef={menuRef}
        subject={{ kind: 'version_rejection', contentId, versionId }}
        what={`“${title}”`}
        isOpen={isRejecting}
        onClose={() => setRejecting(false)}
        onReject={(reason) => move('rejected', reason)}
      />
    </>
  )
}
