/** The words in a form that is sent by itself: kept when it closes, when the page goes and when the session ends. */
import type { Fields } from './edit.ts'
import { useEdit, useTextSession } from './use-unsaved.ts'

export interface FormDraft {
  fields: Fields
  change: (fields: Fields) => void
  /** Sent, or given up. */
  forget: () => void
}

/** `place` says in the list of unsaved texts what it is. To be called in the form itself, while it is open. */
export function useFormDraft(form: 'new_project', place: string, initial: Fields): FormDraft {
  const base = { revision: 0, fields: initial, by: null }
  const session = useTextSession({ kind: 'form', form }, base, { place, isWanted: false })
  const edit = useEdit(session)
  return {
    fields: edit?.fields ?? initial,
    change: (fields) => session?.type(fields),
    forget: () => session?.discard(),
  }
}
