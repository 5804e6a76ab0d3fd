/** The one answer: what is wrong, in plain words, at which hop, how sure that is, and what mends it. */
import type { Confidence, Diagnosis, Finding, Hop } from '@copydesk/doctor'
import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { cx } from '../../design/index.ts'
import { FixSnippet } from './FixSnippet.tsx'
import styles from './Verdict.module.css'

const hopNames: Record<Hop, string> = {
  browser: 'In this browser',
  network: 'In the network',
  proxy: 'At the proxy',
  server: 'At the server',
  broker: 'Between the servers',
}
const sureness: Record<Confidence, string> = {
  certain: 'certain',
  likely: 'likely',
  possible: 'one of several possible causes',
}
const icons = {
  healthy: <CircleCheck size={20} aria-hidden />,
  problem: <TriangleAlert size={20} aria-hidden />,
  unknown: <CircleHelp size={20} aria-hidden />,
}

export function VerdictView({ diagnosis }: { diagnosis: Diagnosis }) {
  const { state, summary, findings } = diagnosis
  const main = state === 'problem' ? findings[0] : undefined
  const others = findings.filter((one) => one !== main)
  return (
    <section aria-label="Verdict" className={cx(styles.verdict, styles[state])}>
      <div role="status" className={cx(styles.head)}>
        <span className={cx(styles.icon)}>{icons[state]}</span>
        <div className={cx(styles.answer)}>
          <h2 className={cx(styles.summary)}>{main ? main.name : summary}</h2>
          {main && (
            <p className={cx(styles.where)}>
              {hopNames[main.hop]} · {sureness[main.confidence]}
            </p>
          )}
        </div>
      </div>
      {main && (
        <div className={cx(styles.body)}>
          <p>{main.says}</p>
          <h3 className={cx(styles.label)}>What mends it</h3>
          <p>{main.fix}</p>
          {main.snippet !== null && <FixSnippet diagnosis={diagnosis} />}
        </div>
      )}
      {state === 'unknown' && (
        <p className={cx(styles.body)}>
          The checks below that went wrong are all that is known. The text for a ticket has the same facts.
        </p>
      )}
      {others.length > 0 && <OtherFindings findings={others} />}
    </section>
  )
}

function OtherFindings({ findings }: { findings: readonly Finding[] }) {
  return (
    <div className={cx(styles.body)}>
      <h3 className={cx(styles.label)}>Also</h3>
      <ul className={cx(styles.others)}>
        {findings.map(({ cause, name, hop, confidence, says, fix, level }) => (
          <li key={cause}>
            <p className={cx(styles.other)}>
              {name}
              <span className={cx(styles.where)}>
                {hopNames[hop]} · {level === 'notice' ? 'for your notice' : sureness[confidence]}
              </span>
            </p>
            <p>
              {says} {fix}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
