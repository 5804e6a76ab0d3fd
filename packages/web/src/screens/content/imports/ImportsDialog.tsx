/** For administrators: the imports that can be taken back, and taking one back with what came of it. */
import { ApiError } from '@copydesk/client'
import type { ImportRun } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Button, Dialog, ErrorState, RelativeTime, SkeletonRows } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import styles from './Imports.module.css'
import { type TakingBack, useTakingBack } from './use-taking-back.ts'

export interface ImportsDialogProps {
  isOpen: boolean
  onClose: () => void
}

export function ImportsDialog({ isOpen, onClose }: ImportsDialogProps) {
  return (
    <Dialog
      title="Imports"
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>Close</Button>}
    >
      {isOpen && <Imports />}
    </Dialog>
  )
}

function Imports() {
  const { api } = useDesk()
  const { state, begin, forget } = useTakingBack()
  const [runs, setRuns] = useState<readonly ImportRun[] | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [asked, setAsked] = useState<ImportRun | null>(null)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is a reason to ask again.
  useEffect(() => {
    const abort = new AbortController()
    setError(null)
    api.imports.list({ signal: abort.signal }).then(
      ({ data }) => setRuns(data),
      (failure: unknown) => {
        if (!abort.signal.aborted && failure instanceof ApiError) setError(failure)
      },
    )
    return () => abort.abort()
  }, [api, round])
  const back = () => {
    forget()
    setAsked(null)
    setRuns(null)
    setRound(round + 1)
  }
  if (state !== null) return <Taken state={state} onBack={back} />
  if (error !== null) {
    return <ErrorState error={error} onRetry={() => setRound(round + 1)} />
  }
  if (runs === null) return <SkeletonRows label="Loading the imports" count={3} />
  if (runs.length === 0) {
    return <p>No import can be taken back. Each can, for as long as the trash keeps what it brought in.</p>
  }
  return (
    <ul className={styles.runs}>
      {runs.map((run) => (
        <li key={run.id} className={styles.run}>
          <div className={styles.words}>
            <b dir="auto">{run.name}</b>
            <span className={styles.soft}>
              <RelativeTime at={run.startedAt} /> · {sayWritten(run)}
            </span>
          </div>
          {asked?.id === run.id ? (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups a question and its answers.
            <div role="group" aria-label={`Undo the import of ${run.name}?`} className={styles.question}>
              <p>
                New content goes to the trash, texts that it changed are as they were before. What somebody
                changed since, or put into a project, stays as it is and is named.
              </p>
              <Button size="small" variant="danger" autoFocus onPress={() => void begin(run)}>
                Undo import
              </Button>
              <Button size="small" variant="quiet" onPress={() => setAsked(null)}>
                Keep it
              </Button>
            </div>
          ) : (
            <Button size="small" aria-label={`Undo import of ${run.name}…`} onPress={() => setAsked(run)}>
              Undo import…
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function sayWritten({ contents, drafts, edits }: ImportRun): string {
  const parts = [
    contents > 0 && `${contents} new`,
    drafts > 0 && `${drafts} ${drafts === 1 ? 'draft' : 'drafts'} added`,
    edits > 0 && `${edits} changed`,
  ].filter((part) => part !== false)
  return parts.join(', ')
}

/** Longer lists end with a number. */
const shown = 50

function Taken({ state, onBack }: { state: TakingBack; onBack: () => void }) {
  const { run, phase, done, trashed, removed, restored, left, error } = state
  const said = [
    trashed > 0 && `${trashed} in the trash`,
    removed > 0 && `${removed} ${removed === 1 ? 'draft' : 'drafts'} removed`,
    restored > 0 && `${restored} as before`,
  ].filter((part) => part !== false)
  return (
    <div className={styles.taken}>
      {phase === 'going' && (
        <label className={styles.progress}>
          Taking back “{run.name}”
          <progress max={run.remaining} value={done} />
          <span className={styles.soft}>
            {done} of {run.remaining}
          </span>
        </label>
      )}
      <p role="status">
        {phase === 'done' &&
          `The import of “${run.name}” is taken back: ${said.join(', ') || 'nothing was left of it'}.`}
      </p>
      {error !== null && (
        <p role="alert" className={styles.failure}>
          It stopped after {done} of {run.remaining}: {error.title}. {error.remedy}
        </p>
      )}
      {left.length > 0 && (
        <>
          <p>
            Changed since, so {left.length === 1 ? 'it stays' : 'they stay'} as{' '}
            {left.length === 1 ? 'it is' : 'they are'}:
          </p>
          <ul className={styles.left}>
            {left.slice(0, shown).map(({ contentId, title, language }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end.
              <li key={index}>
                {title === null ? (
                  'A text that a private project holds'
                ) : (
                  <Link to={paths.contentItem(contentId)} dir="auto">
                    {title}
                  </Link>
                )}{' '}
                <span className={styles.soft}>{language}</span>
              </li>
            ))}
          </ul>
          {left.length > shown && <p className={styles.soft}>and {left.length - shown} more</p>}
        </>
      )}
      {phase !== 'going' && (
        <Button size="small" autoFocus onPress={onBack}>
          All imports
        </Button>
      )}
    </div>
  )
}
