/** The one answer: what is wrong, in plain words, at which hop, how sure that is, and what mends it. */
import { alternatively, type Confidence, type Diagnosis, type Finding, type Hop } from '@copydesk/doctor'
import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { ButtonLink, cx } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { FixSnippet } from './FixSnippet.tsx'
import styles from './Verdict.module.css'
import { WayPicture } from './WayPicture.tsx'

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
  const { state, summary, findings, beside } = diagnosis
  const main = state === 'problem' ? findings[0] : undefined
  const others = findings.filter((one) => one !== main)
  return (
    <section aria-label="Verdict" className={cx(styles.verdict, styles[state])}>
      <div className={styles.head}>
        <span className={styles.icon}>{icons[state]}</span>
        <div className={styles.answer}>
          <h2 className={styles.summary}>{main ? main.name : summary}</h2>
          {main && (
            <p className={styles.where}>
              {hopNames[main.hop]} · {sureness[main.confidence]}
            </p>
          )}
        </div>
      </div>
      {main && <p className={styles.body}>{[main.says, alternatively(main)].join(' ')}</p>}
      {state === 'healthy' && beside !== null && <p className={styles.body}>{beside}</p>}
      <WayPicture diagnosis={diagnosis} />
      {main && (
        <div className={styles.body}>
          <h3 className={styles.label}>What mends it</h3>
          <p>{main.fix}</p>
          {main.snippet !== null && <FixSnippet diagnosis={diagnosis} />}
        </div>
      )}
      {state === 'unknown' && others.length === 0 && (
        <p className={styles.body}>
          The checks below that went wrong are all that is known. The text for a ticket has the same facts.
        </p>
      )}
      {others.length > 0 && <OtherFindings findings={others} title={titleOf(diagnosis)} />}
      {findings.some(({ cause }) => cause === 'switched_off') && (
        <div className={styles.onwards}>
          <ButtonLink href={paths.adminLive()}>Go to the switches</ButtonLink>
        </div>
      )}
    </section>
  )
}

/** Where nothing is wrong they are notices; where nothing is sure they are what may be. */
function titleOf({ state }: Diagnosis): string {
  return { healthy: 'For your notice', problem: 'Also', unknown: 'What it may be' }[state]
}

function OtherFindings({ findings, title }: { findings: readonly Finding[]; title: string }) {
  return (
    <div className={styles.body}>
      <h3 className={styles.label}>{title}</h3>
      <ul className={styles.others}>
        {findings.map(({ cause, name, hop, confidence, says, fix, level, rivals }) => (
          <li key={cause}>
            <p className={styles.other}>
              {name}
              <span className={styles.where}>
                {hopNames[hop]} · {level === 'notice' ? 'for your notice' : sureness[confidence]}
              </span>
            </p>
            <p>{[says, alternatively({ rivals }), fix].join(' ')}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
