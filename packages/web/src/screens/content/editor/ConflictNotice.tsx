/**
 * Two people changed the same paragraph: whose it shall be, with the differences marked. Nothing is saved until one
 * chooses; what loses is kept with the version.
 */
import { GitMerge } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { Button } from '../../../design/index.ts'
import type { Edit, Saved } from '../../../unsaved/edit.ts'
import { MarkedText } from '../../../unsaved/MarkedText.tsx'
import { type Choice, mergeTexts, type Piece } from '../../../unsaved/merge-texts.ts'
import { type MarkedPart, wordDifferences } from '../../../unsaved/word-differences.ts'
import styles from './Conflict.module.css'

export interface ConflictNoticeProps {
  edit: Edit
  theirs: Saved
  /** Who saved: a name, or null for one's own other window. */
  byWhom: string | null
  onChoose: (choice: Choice) => void
}

export function ConflictNotice({ edit, theirs, byWhom, onChoose }: ConflictNoticeProps) {
  const mine = useDeferredValue(edit.fields)
  const { base } = edit
  const collisions = useMemo(() => collisionsOf(base.fields, mine, theirs.fields), [base, mine, theirs])
  const theirName = byWhom === null ? 'In the other window' : byWhom
  return (
    <section role="alert" aria-label="Conflict" className={styles.conflict}>
      <div className={styles.line}>
        <GitMerge size={16} className={styles.icon} aria-hidden />
        <p className={styles.words}>
          <b>
            {byWhom === null
              ? 'You changed the same words in another window.'
              : `${byWhom} changed the same words while you were writing.`}
          </b>{' '}
          Your text is kept here and not saved until you choose. What you do not choose stays under “Kept
          texts”.
        </p>
        <div className={styles.actions}>
          {collisions.some(({ name }) => name === 'body') && (
            <Button size="small" variant="quiet" onPress={() => onChoose('both')}>
              Keep both
            </Button>
          )}
          <Button size="small" onPress={() => onChoose('theirs')}>
            Take theirs
          </Button>
          <Button size="small" variant="primary" onPress={() => onChoose('mine')}>
            Keep mine
          </Button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard. */}
      <section className={styles.collisions} tabIndex={0} aria-label="Differences">
        {collisions.map(({ name, one, other }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep no state.
          <div key={index} className={styles.pair}>
            <Side label={name === 'title' ? 'Your title' : 'Yours'} parts={one} />
            <Side label={theirName} parts={other} />
          </div>
        ))}
      </section>
    </section>
  )
}

function Side({ label, parts }: { label: string; parts: readonly MarkedPart[] }) {
  return (
    <div className={styles.side}>
      <h3>{label}</h3>
      <p>
        <MarkedText parts={parts} empty="deleted" />
      </p>
    </div>
  )
}

type Fields = Edit['fields']

function collisionsOf(base: Fields, mine: Fields, theirs: Fields) {
  const pairs: { name: 'title' | 'body'; one: MarkedPart[]; other: MarkedPart[] }[] = []
  const [title, body] = [mine.title?.trim() ?? '', mine.body ?? '']
  if (title !== base.title && theirs.title !== base.title && title !== theirs.title) {
    pairs.push({ name: 'title', ...wordDifferences(title, theirs.title ?? '') })
  }
  for (const part of mergeTexts(base.body ?? '', body, theirs.body ?? '').parts) {
    if (part.kind === 'merged') continue
    pairs.push({ name: 'body', ...wordDifferences(textOf(part.mine), textOf(part.theirs)) })
  }
  return pairs
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ block, gap }, index) => block + (index === pieces.length - 1 ? '' : gap)).join('')
}
