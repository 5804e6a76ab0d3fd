/** Asks for the sentence that goes with a rejection, or with overruling the rule. */
import type { CommandOutcome, Reviewed } from '@copydesk/client'
import { type RefObject, Suspense } from 'react'
import { Popover, SkeletonRows } from '../../design/index.ts'
import { later } from '../../later.tsx'

const RejectForm = later(async () => (await import('./RejectForm.tsx')).RejectForm)

const words = {
  reject: { verb: 'Reject' },
  overrule: {
    verb: 'Overrule',
    asks: 'Why without the approvals that are missing?',
    missing: 'Say in a sentence why; everybody sees it.',
  },
} as const

interface ReasonPopoverProps {
  triggerRef: RefObject<Element | null>
  reviewed: Reviewed
  title: string
  asking: keyof typeof words | null
  onClose: () => void
  onDecide: (decision: keyof typeof words, reason: string) => Promise<CommandOutcome<unknown>>
}

/** The sentence is kept until the decision was taken: whoever comes second keeps their words. */
export function ReasonPopover({
  triggerRef,
  reviewed,
  title,
  asking,
  onClose,
  onDecide,
}: ReasonPopoverProps) {
  const kind = asking ?? 'reject'
  return (
    <Popover
      label={`${words[kind].verb} “${title}”`}
      triggerRef={triggerRef}
      isOpen={asking !== null}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Suspense fallback={<SkeletonRows label="Loading" count={3} />}>
        <RejectForm
          key={kind}
          subject={
            'itemId' in reviewed
              ? { kind: 'rejection', projectId: reviewed.projectId, itemIds: [reviewed.itemId] }
              : { kind: 'version_rejection', ...reviewed }
          }
          what={`“${title}”`}
          {...(kind === 'overrule' ? { words: words.overrule } : {})}
          onCancel={onClose}
          onReject={async (reason) => {
            const outcome = await onDecide(kind, reason)
            if (outcome.ok) onClose()
            return outcome
          }}
        />
      </Suspense>
    </Popover>
  )
}
