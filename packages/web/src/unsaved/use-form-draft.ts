/**
 * The words in a form that is sent by itself: kept when it closes, when the page goes and when the session ends, until
 * what they were sent with succeeded.
 */
import type { Fields } from './edit.ts'
import type { Subject } from './entry.ts'
import { useOutbox } from './OutboxProvider.tsx'
import { useEdit, useTextSession } from './use-unsaved.ts'

export interface FormDraft {
  fields: Fields
  change: (fields: Fields) => void
  /** Sent, or given up. To be called also when the form is gone by then. */
  forget: () => void
}

/** `place` says in the list of unsaved texts what it is. To be called in the form itself, while it is open. */
export function useFormDraft(
  subject: Extract<Subject, { kind: 'form' | 'rejection' | 'rejections' | 'version_rejection' }>,
  place: string,
  initial: Fields,
): FormDraft {
  const outbox = useOutbox()
  const base = { revision: 0, fields: initial, by: null }
  const session = useTextSession(subject, base, { place, isWanted: false })
  const edit = useEdit(session)
  return {
    fields: edit?.fields ?? initial,
    change: (fields) => session?.type(fields),
    forget: () => {
      if (session !== null) outbox.discard(session.entry.id)
    },
  }
}
