/**
 * Why live updates do not come through to this browser: runs the doctor's checks, names the cause, the hop and what
 * mends it, and shows what the server itself recorded. For administrators; everything that it shows may be pasted.
 */
import { ticketText } from '@copydesk/doctor'
import { useEffect, useMemo } from 'react'
import { Button, ScrollArea, Spoken } from '../../../design/index.ts'
import { CheckList } from './CheckList.tsx'
import styles from './Connection.module.css'
import { checkRows } from './check-rows.ts'
import { PasteText } from './PasteText.tsx'
import { ServerReport } from './server-report/ServerReport.tsx'
import { useDiagnosis } from './use-diagnosis.ts'
import { VerdictView } from './VerdictView.tsx'

export interface ConnectionProps {
  /** Whoever came from the status wants to know at once. */
  isStartedAtOnce: boolean
  onStarted: () => void
}

export function Connection({ isStartedAtOnce, onStarted }: ConnectionProps) {
  const [{ isRunning, progress, evidence, diagnosis }, start] = useDiagnosis()
  useEffect(() => {
    if (!isStartedAtOnce) return
    start()
    onStarted()
  }, [isStartedAtOnce, onStarted, start])
  const isDone = diagnosis !== null
  const rows = useMemo(() => checkRows(evidence, progress, isDone), [evidence, progress, isDone])
  const hasBegun = isRunning || isDone
  return (
    <ScrollArea>
      <div className={styles.column}>
        <div className={styles.start}>
          {!hasBegun && (
            <p className={styles.lead}>
              Do live updates get through to this browser? Some seconds of checks on the whole way, from here
              to the server and back, say what is wrong, where, and what mends it.
            </p>
          )}
          <div className={styles.actions}>
            <Button variant={isDone ? 'secondary' : 'primary'} isPending={isRunning} onPress={() => start()}>
              {isDone ? 'Run the checks again' : 'Run the checks'}
            </Button>
            {hasBegun && (
              <Button variant="quiet" isPending={isRunning} onPress={() => start({ idle: true })}>
                Run with the idle test (up to 75 s)
              </Button>
            )}
          </div>
          <Spoken isStatus>{isRunning ? 'Checking' : diagnosis?.summary}</Spoken>
        </div>
        {isDone && <VerdictView diagnosis={diagnosis} />}
        {hasBegun && <CheckList rows={rows} isRunning={isRunning} />}
        {isDone && (
          <details className={styles.fold}>
            <summary>For a ticket</summary>
            <PasteText label="Text for a ticket" text={ticketText(diagnosis)} copy="Copy the text" />
          </details>
        )}
        <ServerReport key={isDone ? 'after' : 'before'} />
      </div>
    </ScrollArea>
  )
}
