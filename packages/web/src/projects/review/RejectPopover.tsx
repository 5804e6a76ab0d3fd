/**
 * Asks why, in a sentence, before items are rejected; it stands at the item and wherever they keep a publish from
 * happening.
 */
import { type RefObject, Suspense } from 'react'
import { Popover, SkeletonRows } from '../../design/index.ts'
import { later } from '../../later.tsx'
import type { RejectFormProps } from './RejectForm.tsx'

const RejectForm = later(async () => (await import('./RejectForm.tsx')).RejectForm)

export interface RejectPopoverProps extends Omit<RejectFormProps, 'onCancel'> {
  /** What it stands beside. */
  triggerRef: RefObject<Element | null>
  isOpen: boolean
  onClose: () => void
}

export function RejectPopover({ triggerRef, isOpen, onClose, onReject, ...form }: RejectPopoverProps) {
  return (
    <Popover
      label={`Reject ${form.what}`}
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Suspense fallback={<SkeletonRows label="Loading" count={3} />}>
        <RejectForm
          {...form}
          onCancel={onClose}
          onReject={(reason) => {
            onClose()
            return onReject(reason)
          }}
        />
      </Suspense>
    </Popover>
  )
}
