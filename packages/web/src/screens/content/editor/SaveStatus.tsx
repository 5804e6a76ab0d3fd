/** Whether what one writes is safe, in a few words. */
import { Check, CloudOff, PenLine } from 'lucide-react'
import { cx } from '../../../design/index.ts'
import { type Edit, isIncomplete, isUnsaved } from '../../../unsaved/edit.ts'
import type { StorageTrouble } from '../../../unsaved/entry-store.ts'
import styles from './Editor.module.css'

export interface SaveStatusProps {
  edit: Edit
  /** Why the browser does not store the text; null where it does. */
  storageTrouble: StorageTrouble | null
  /** Who saved last, for changes by others; null for one's own other window. */
  byWhom: string | null
}

/** Spoken when it changes, but not while one types. */
export function SaveStatus({ edit, storageTrouble, byWhom }: SaveStatusProps) {
  const { trouble } = edit
  if (trouble?.kind === 'no_answer' || trouble?.kind === 'refused') {
    return (
      <span role="status" className={cx(styles.status, styles.failed)} title={trouble.title}>
        <CloudOff size={14} aria-hidden />
        {storageTrouble !== null
          ? 'Could not save, nor keep in this browser: leave this window open'
          : trouble.kind === 'refused'
            ? `Not saved, kept here: ${trouble.title}`
            : 'Could not save – kept here'}
      </span>
    )
  }
  if (trouble?.kind === 'conflict') return <span className={styles.status}>Not saved</span>
  if (isUnsaved(edit)) {
    return (
      <span className={styles.status}>
        <PenLine size={14} aria-hidden />
        {isIncomplete(edit) ? 'Unsaved: a title is missing' : edit.isSending ? 'Saving…' : 'Unsaved'}
      </span>
    )
  }
  const who = byWhom ?? 'you in another window'
  return (
    <span role="status" className={styles.status}>
      <Check size={14} aria-hidden />
      {edit.theirsWas === 'taken' && `Saved · changed by ${who}`}
      {edit.theirsWas === 'merged' &&
        `Saved · joined with ${byWhom === null ? 'your change in another window' : `${who}’s change`}`}
      {edit.theirsWas === null && 'Saved'}
    </span>
  )
}
