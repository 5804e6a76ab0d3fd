/** Whether what one writes is safe, in a few words. */
import { Check, CloudOff, PenLine } from 'lucide-react'
import { cx } from '../../../design/index.ts'
import styles from './Editor.module.css'
import { type Editing, isUnsaved } from './editing.ts'

export interface SaveStatusProps {
  editing: Editing
  /** Who saved last, for changes by someone else. */
  byWhom: string
}

/** Spoken when it changes, but not while one types. */
export function SaveStatus({ editing, byWhom }: SaveStatusProps) {
  const { kind } = editing.phase
  if (kind === 'failed') {
    return (
      <span role="status" className={cx(styles.status, styles.failed)} title={editing.phase.reason}>
        <CloudOff size={14} aria-hidden />
        Could not save – kept here
      </span>
    )
  }
  if (kind === 'conflict') return <span className={cx(styles.status)}>Not saved</span>
  if (isUnsaved(editing)) {
    const isTitleMissing = editing.text.title.trim() === ''
    return (
      <span className={cx(styles.status)}>
        <PenLine size={14} aria-hidden />
        {isTitleMissing ? 'Unsaved: a title is missing' : kind === 'saving' ? 'Saving…' : 'Unsaved'}
      </span>
    )
  }
  return (
    <span role="status" className={cx(styles.status)}>
      <Check size={14} aria-hidden />
      {editing.theirsWas === 'taken' && `Saved · changed by ${byWhom}`}
      {editing.theirsWas === 'merged' && `Saved · joined with ${byWhom}’s change`}
      {editing.theirsWas === null && 'Saved'}
    </span>
  )
}
