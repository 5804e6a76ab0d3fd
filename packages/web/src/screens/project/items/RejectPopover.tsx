/** Asks why, in a sentence, before items are rejected; it stands at the item and wherever they keep a publish from happening. */
import { type FormEvent, type RefObject, useState } from 'react'
import { Button, cx, Popover, TextArea } from '../../../design/index.ts'
import styles from './cell-controls.module.css'

export interface RejectPopoverProps {
  /** What it stands beside. */
  triggerRef: RefObject<Element | null>
  /** What is rejected: a title, or how many. */
  what: string
  isOpen: boolean
  onClose: () => void
  onReject: (reason: string) => void
}

export function RejectPopover({ triggerRef, what, isOpen, onClose, onReject }: RejectPopoverProps) {
  return (
    <Popover
      label={`Reject ${what}`}
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <RejectForm
        what={what}
        onCancel={onClose}
        onReject={(reason) => {
          onClose()
          onReject(reason)
        }}
      />
    </Popover>
  )
}

interface RejectFormProps {
  what: string
  onCancel: () => void
  onReject: (reason: string) => void
}

function RejectForm({ what, onCancel, onReject }: RejectFormProps) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (reason.trim() === '') setError('Say in a sentence what is to be changed.')
    else onReject(reason.trim())
  }
  return (
    <form noValidate className={cx(styles.reject)} onSubmit={submit}>
      <p className={cx(styles.rejectWhat)} dir="auto">
        Reject {what}
      </p>
      <TextArea
        label="What is to be changed?"
        value={reason}
        onChange={setReason}
        error={error}
        maxLength={1000}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
        }}
      />
      <div className={cx(styles.actions)}>
        <Button size="small" variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
        <Button size="small" type="submit" variant="danger">
          Reject
        </Button>
      </div>
    </form>
  )
}
