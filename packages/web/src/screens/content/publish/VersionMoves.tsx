/**
 * What may become of a version by hand: the next step as a button, the others in a menu. What was typed a moment ago is
 * saved first, since a version that is ready takes no more words.
 */
import { type SettableStatus, settableStatuses, type VersionSummary, wasPublished } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { MoreHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Button,
  IconButton,
  Menu,
  MenuItem,
  MenuTrigger,
  StatusIcon,
  showToast,
  statusLooks,
} from '../../../design/index.ts'
import { revisions } from '../../../frame/undo/revisions.ts'
import { undoHistory } from '../../../frame/undo/undo.ts'
import { RejectPopover } from '../../../projects/review/RejectPopover.tsx'
import { type MayMove, useMayMove } from '../../../projects/review/use-may-move.ts'
import { useOutbox } from '../../../unsaved/OutboxProvider.tsx'

const moveWords: Record<SettableStatus, string> = {
  draft: 'Back to draft',
  in_review: 'Send to review',
  ready: 'Ready to publish',
  rejected: 'Reject…',
}

/**
 * What taking the move back sets it to, as of items in a project; undefined where there is no way back: what somebody else
 * changed in the same moment, a rejection, or approvals, which would not come again.
 */
function statusBefore(
  old: VersionSummary,
  now: VersionSummary,
  mayMove: MayMove,
): SettableStatus | undefined {
  if (old.revision + 1 !== now.revision || old.approvals !== null || old.status === 'rejected')
    return undefined
  return settableStatuses.find((one) => one === old.status && mayMove(now, one))
}

export function VersionMoves({ version }: { version: VersionSummary }) {
  const commands = useCommands()
  const outbox = useOutbox()
  const mayMove = useMayMove()
  const menuRef = useRef<HTMLButtonElement>(null)
  const [isRejecting, setRejecting] = useState(false)
  const [isPending, setPending] = useState(false)
  const { id: versionId, contentId, status, title } = version
  const moves = settableStatuses.filter((to) => mayMove(version, to))
  if (wasPublished(status) || moves.length === 0) return null
  const next = status === 'ready' ? undefined : moves.find((to) => to === 'in_review' || to === 'ready')
  const others = moves.filter((to) => to !== next)
  /** The version once all that was typed here is saved; null where that cannot be now. */
  const saved = async (): Promise<VersionSummary | null> => {
    const session = outbox.opened({ kind: 'version', contentId, versionId })
    if (session === null) return version
    const isSaved = await session.settle()
    return isSaved
      ? { ...version, revision: Math.max(version.revision, session.getEdit().base.revision) }
      : null
  }
  const move = (before: VersionSummary, to: SettableStatus, reason?: string) =>
    undoHistory.during(async () => {
      const moved = await commands.moveVersion(before, { status: to, reason })
      const after = moved.ok ? moved.value : undefined
      const back = after && statusBefore(before, after, mayMove)
      if (back) {
        undoHistory.add({
          title: `Moved “${title}” to ${statusLooks[to].label}`,
          takeBack: async () => {
            const seen = { id: versionId, contentId, revision: revisions.follow(versionId, after.revision) }
            const outcome = await commands.moveVersion(seen, { status: back })
            if (outcome.ok && outcome.value) {
              revisions.note(versionId, before.revision, outcome.value.revision)
            }
            return outcome
          },
        })
      }
      return moved
    })
  const goOn = async (to: SettableStatus) => {
    setPending(true)
    const before = await saved()
    if (before !== null || to !== 'ready') await move(before ?? version, to)
    else
      showToast({
        tone: 'error',
        title: 'What you typed is not saved yet',
        text: 'It would be left out. Nothing was moved.',
      })
    setPending(false)
  }
  const reject = async (reason: string) => move((await saved()) ?? version, 'rejected', reason)
  const choose = (key: unknown) => {
    const to = others.find((other) => other === key)
    if (to === 'rejected') setRejecting(true)
    else if (to !== undefined) void goOn(to)
  }
  return (
    <>
      {next !== undefined && (
        <Button size="small" isStep isPending={isPending} onPress={() => void goOn(next)}>
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
        onReject={reject}
      />
    </>
  )
}
