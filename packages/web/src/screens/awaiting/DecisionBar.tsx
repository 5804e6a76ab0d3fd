/**
 * Decides about the selected of what awaits one, all or nothing, and is done with comments that mention one. What somebody
 * changed since it was selected is named, and stays out until it is read.
 */
import type { CommandOutcome } from '@copydesk/client'
import {
  type Awaited,
  type BulkDecision,
  type DecidedReviews,
  type Id,
  isDecidable,
} from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useRef, useState } from 'react'
import { Button, SelectionBar } from '../../design/index.ts'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { RejectPopover } from '../../projects/review/RejectPopover.tsx'
import { readTextOf } from '../../projects/review/read-text.ts'

export interface DecisionBarProps {
  /** The selected rows, each with the text that it had when it was selected. */
  rows: readonly Awaited[]
  onClear: () => void
  /** Nothing was decided, because of these. */
  onRefused: (why: string, ids: readonly Id[]) => void
  /** Nothing is left to do about these comments. */
  onSettle: (rows: readonly Awaited[]) => Promise<void>
}

export function DecisionBar({ rows, onClear, onRefused, onSettle }: DecisionBarProps) {
  const commands = useCommands()
  const rejectRef = useRef<HTMLButtonElement>(null)
  // The sentence is about those that one began to reject, whatever becomes of others meanwhile.
  const [rejecting, setRejecting] = useState<readonly Awaited[] | null>(null)
  const [isPending, setPending] = useState(false)
  const decidable = rows.filter(({ kind }) => isDecidable(kind))
  const decide = async (
    decision: BulkDecision,
    about: readonly Awaited[],
    reason?: string,
  ): Promise<CommandOutcome<DecidedReviews>> => {
    setPending(true)
    const reviewed = about.map(readTextOf)
    const outcome = await commands.decideReviews({
      decision,
      reviewed,
      ...(reason === undefined ? {} : { reason }),
    })
    setPending(false)
    if (outcome.ok) onClear()
    else {
      shownInPlace(outcome)
      const named = outcome.error.errors.flatMap(({ path }) => about[indexIn(path)]?.id ?? [])
      onRefused(outcome.error.message, named)
    }
    return outcome
  }
  const answerable = rows.filter(({ kind }) => kind === 'answer')
  const counted = decidable.length < rows.length ? ` ${decidable.length}` : ''
  const what = (rejecting ?? decidable).length
  return (
    <SelectionBar label="Selected" count={rows.length} focusOwner="Awaiting me" onClear={onClear}>
      <Button
        variant="quiet"
        size="small"
        isPending={isPending}
        isDisabled={decidable.length === 0}
        onPress={() => void decide('approve', decidable)}
      >
        Approve{counted}
      </Button>
      <Button
        ref={rejectRef}
        variant="quiet"
        size="small"
        isDisabled={decidable.length === 0}
        onPress={() => setRejecting(decidable)}
      >
        Reject{counted}…
      </Button>
      {answerable.length > 0 && (
        <Button
          variant="quiet"
          size="small"
          onPress={() => {
            onClear()
            void onSettle(answerable)
          }}
        >
          Done{answerable.length < rows.length ? ` ${answerable.length}` : ''}
        </Button>
      )}
      <RejectPopover
        triggerRef={rejectRef}
        subject={{ kind: 'rejections', ids: (rejecting ?? []).map(({ id }) => id).toSorted() }}
        what={what === 1 ? `“${(rejecting ?? decidable)[0]?.title}”` : `${what} texts`}
        isOpen={rejecting !== null}
        onClose={() => setRejecting(null)}
        onReject={(reason) => decide('reject', rejecting ?? [], reason)}
      />
    </SelectionBar>
  )
}

/** Of the one that a path such as `/reviewed/3` names. */
function indexIn(path: string): number {
  return Number(path.split('/')[2] ?? -1)
}
