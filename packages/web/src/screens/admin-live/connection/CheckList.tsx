/** The checks: how far each has got while they run, what each found afterwards, and the evidence when one asks. */
import { Check, ChevronRight, CircleDashed, CircleHelp, LoaderCircle, Minus, X } from 'lucide-react'
import { cx, Spoken } from '../../../design/index.ts'
import styles from './CheckList.module.css'
import type { CheckDetails, CheckMark, CheckRow } from './check-rows.ts'
import { ScrollText } from './ScrollText.tsx'

const marks: Record<CheckMark, { Icon: typeof Check; word: string }> = {
  waiting: { Icon: CircleDashed, word: 'Waiting' },
  running: { Icon: LoaderCircle, word: 'Running' },
  good: { Icon: Check, word: 'Good' },
  bad: { Icon: X, word: 'Fails' },
  unclear: { Icon: CircleHelp, word: 'Unclear' },
  skipped: { Icon: Minus, word: 'Not tried' },
}

export interface CheckListProps {
  rows: readonly CheckRow[]
  isRunning: boolean
}

export function CheckList({ rows, isRunning }: CheckListProps) {
  const ended = rows.filter(({ mark }) => mark !== 'waiting' && mark !== 'running').length
  return (
    <section aria-labelledby="checks" aria-busy={isRunning}>
      <h2 id="checks" className={styles.heading}>
        {isRunning ? `Checking: ${ended} of ${rows.length}` : 'What was checked'}
      </h2>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={row.id}>
            {row.details === null ? (
              <div className={styles.row}>
                <RowLine row={row} />
              </div>
            ) : (
              <details>
                <summary className={styles.row}>
                  <RowLine row={row} />
                  <ChevronRight size={14} className={styles.chevron} aria-hidden />
                </summary>
                <Details title={row.title} details={row.details} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function RowLine({ row: { mark, title, text } }: { row: CheckRow }) {
  const { Icon, word } = marks[mark]
  return (
    <>
      <span className={cx(styles.mark, mark !== 'skipped' && mark !== 'waiting' && styles[mark])}>
        <Icon size={15} aria-hidden />
        <Spoken>{word}:</Spoken>
      </span>
      <span className={styles.title}>{title}</span>
      <span className={styles.text}>{text}</span>
    </>
  )
}

function Details({ title, details: { asserts, advice, facts } }: { title: string; details: CheckDetails }) {
  return (
    <div className={styles.details}>
      <p>
        <b>What should hold:</b> {asserts}
      </p>
      {advice !== null && (
        <p>
          <b>Where to look:</b> {advice}
        </p>
      )}
      <ScrollText label={`Evidence: ${title}`} text={facts} size="small" />
    </div>
  )
}
