/**
 * Asks why, in a sentence, before items are rejected; it stands at the item and wherever they keep a publish from
 * happening. The sentence is kept as a draft until the items are rejected with it, or it is cancelled.
 */
import type { CommandOutcome } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import { type FormEvent, type RefObject, useState } from 'react'
import { Button, cx, Popover, TextArea } from '../../../design/index.ts'
import { useFormDraft } from '../../../unsaved/use-form-draft.ts'
import styles from './cell-controls.module.css'

export interface RejectPopoverProps {
  /** What it stands beside. */
  triggerRef: RefObject<Element | null>
  projectId: Id
  itemIds: readonly Id[]
  /** What is rejected: a title, or how many. */
  what: string
  isOpen: boolean
  onClose: () => void
  onReject: (reason: string) => Promise<CommandOutcome<unknown>>
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
      <RejectForm
        {...form}
        onCancel={onClose}
        onReject={(reason) => {
          onClose()
          return onReject(reason)
        }}
      />
    </Popover>
  )
}

interface RejectFormProps extends Pick<RejectPopoverProps, 'projectId' | 'itemIds' | 'what' | 'onReject'> {
  onCancel: () => void
}

function RejectForm({ projectId, itemIds, what, onCancel, onReject }: RejectFormProps) {
  const subject = { kind: 'rejection', projectId, itemIds: [...itemIds].sort() } as const
  const { fields, change, forget } = useFormDraft(subject, what, { body: '' })
  const { body: reason = '' } = fields
  const [error, setError] = useState<string | null>(null)
  const reject = async (why: string) => {
    const outcome = await onReject(why)
    if (outcome.ok) forget()
  }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (reason.trim() === '') setError('Say in a sentence what is to be changed.')
    else void reject(reason.trim())
  }
  return (
    <form noValidate className={cx(styles.reject)} onSubmit={submit}>
      <p className={cx(styles.rejectWhat)} dir="auto">
        Reject {what}
      </p>
      <TextArea
        label="What is to be changed?"
        value={reason}
        onChange={(body) => change({ body })}
        error={error}
        maxLength={1000}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          // Escape closes the popover, which hears of it only so.
          else event.continuePropagation()
        }}
      />
      <div className={cx(styles.actions)}>
        <Button
          size="small"
          variant="quiet"
          onPress={() => {
            forget()
            onCancel()
          }}
        >
          Cancel
        </Button>
        <Button size="small" type="submit" variant="danger">
          Reject
        </Button>
      </div>
    </form>
  )
}
