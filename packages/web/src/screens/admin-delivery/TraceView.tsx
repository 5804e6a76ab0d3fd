/** One event: who was told of it, who was not, and why. */
import type { Trace, TraceDecision, TraceOutcome } from '@copydesk/contract'
import { traceOutcomes } from '@copydesk/contract'
import { useTrace } from '@copydesk/react'
import { ArrowLeft, SearchX } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  Button,
  EmptyState,
  ErrorState,
  RelativeTime,
  RowList,
  ScrollArea,
  Select,
  SkeletonRows,
  Toolbar,
} from '../../design/index.ts'
import { useLast } from '../../frame/use-last.ts'
import { paths } from '../../paths.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './AdminDelivery.module.css'
import { kindWords, mailWords, outcomeNames, outcomeWords, reasonWords } from './trace-words.ts'

export function TraceView({ traceId }: { traceId: string }) {
  const [outcome, setOutcome] = useState<TraceOutcome | 'all'>('all')
  const { data, error, hasMore, loadingMore, loadMore, refresh } = useTrace(
    traceId,
    outcome === 'all' ? null : outcome,
  )
  // While it is narrowed otherwise, what it is about stays.
  const last = useLast(data)
  const back = (
    <Link to={paths.adminDelivery()} className={styles.back}>
      <ArrowLeft size={15} aria-hidden /> All events
    </Link>
  )
  if (last === undefined && error !== undefined) {
    return (
      <>
        <Toolbar label="Event">{back}</Toolbar>
        <ErrorState error={error} onRetry={() => void refresh()} />
      </>
    )
  }
  if (last === undefined) return <SkeletonRows label="Loading who was told" />
  const { counts, trace } = last
  const total = trace.told + trace.withheld
  return (
    <>
      <Toolbar label="Event">
        {back}
        <Select
          label="How it ended"
          labelPlace="hidden"
          variant="quiet"
          options={[
            { value: 'all', label: `Everybody (${total})` },
            ...traceOutcomes
              .filter((one) => counts[one] > 0)
              .map((one) => ({ value: one, label: `${outcomeNames[one]} (${counts[one]})` })),
          ]}
          value={outcome}
          onChange={setOutcome}
        />
      </Toolbar>
      <ScrollArea>
        <About trace={trace} />
        {data === undefined && error === undefined && <SkeletonRows label="Loading who was told" />}
        {data?.data.length === 0 && <EmptyState icon={<SearchX size={20} />} title="Nobody matches" />}
        {data !== undefined && data.data.length > 0 && (
          <RowList label="Whom it concerned">
            {data.data.map((decision) => (
              <DecisionLine key={`${decision.personId} ${decision.at}`} decision={decision} />
            ))}
          </RowList>
        )}
        {error !== undefined && <ErrorState error={error} onRetry={() => void refresh()} />}
        {hasMore && (
          <Button variant="quiet" isPending={loadingMore} onPress={() => void loadMore()}>
            Show more people
          </Button>
        )}
      </ScrollArea>
    </>
  )
}

function About({ trace }: { trace: Trace }) {
  const nameOf = useNameOf()
  const { actor, at, kind, projectId, projectName, itemId, commentId, contentId, versionId } = trace
  const place =
    projectId !== null
      ? paths.project(projectId, { item: itemId, comment: commentId })
      : contentId !== null
        ? paths.contentItem(contentId, { version: versionId, comment: commentId })
        : null
  return (
    <div className={styles.about}>
      <h2 className={styles.title}>
        <bdi>{nameOf(actor)}</bdi> {kindWords[kind]}
        {projectName !== null && (
          <>
            {' in '}
            <bdi>{projectName}</bdi>
          </>
        )}
      </h2>
      <p className={styles.facts}>
        <RelativeTime at={at} />
        <span>
          {trace.told} told, {trace.withheld} not told
        </span>
        {place !== null && <Link to={place}>Go there</Link>}
      </p>
      <p className={styles.note}>As it was decided then: rights and preferences may have changed since.</p>
    </div>
  )
}

function DecisionLine({ decision: { personId, reason, outcome, mail } }: { decision: TraceDecision }) {
  const name = useNameOf()({ id: personId, kind: 'person' })
  return (
    <li aria-label={name} className={styles.row}>
      <bdi className={styles.name}>{name}</bdi>
      <p className={styles.facts}>
        <span>{reasonWords[reason]}</span>
        <span className={outcome === 'told' ? styles.told : styles.withheld}>{outcomeWords[outcome]}</span>
        {mail !== null && (
          <span>
            {mailWords[mail.status]}
            {mail.note !== null && `: ${mail.note}`}
          </span>
        )}
      </p>
    </li>
  )
}
