/** The sentence that goes with a rejection, kept as a draft until the items are rejected with it or it is cancelled. */
import type { CommandOutcome } from '@copydesk/client'
import { type FormEvent, useState } from 'react'
import { Button, TextArea } from '../../design/index.ts'
import type { Subject } from '../../unsaved/entry.ts'
import { useFormDraft } from '../../unsaved/use-form-draft.ts'
import styles from './cell-controls.module.css'

export interface RejectFormProps {
  /** Under which the sentence is kept while it is not sent. */
  subject: Extract<Subject, { kind: 'rejection' | 'rejections' | 'version_rejection' }>
  /** What is rejected: a title, or how many. */
  what: string
  /** What is asked, and by which word it is done; of a rejection when left out. */
  words?: { verb: string; asks: string; missing: string }
  onReject: (reason: string) => Promise<CommandOutcome<unknown>>
  onCancel: () => void
}

const rejecting = {
  verb: 'Reject',
  asks: 'What is to be changed?',
  missing: 'Say in a sentence what is to be changed.',
}

export function RejectForm({ subject, what, words = rejecting, onCancel, onReject }: RejectFormProps) {
  const { fields, change, forget } = useFormDraft(subject, what, { body: '' })
  const { body: reason = '' } = fields
  const [error, setError] = useState<string | null>(null)
  const reject = async (why: string) => {
    const outcome = await onReject(why)
    if (outcome.ok) forget()
  }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (reason.trim() === '') setError(words.missing)
    else void reject(reason.trim())
  }
  return (
    <form noValidate className={styles.reject} onSubmit={submit}>
      <p className={styles.rejectWhat} dir="auto">
        {words.verb} {what}
      </p>
      <TextArea
        label={words.asks}
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
      <div className={styles.actions}>
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
          {words.verb}
        </Button>
      </div>
    </form>
  )
}
