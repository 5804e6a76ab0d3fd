/** The approvals of what is in review under a rule: how far they are, whom they wait for, and what one may decide oneself. */
import type { Reviewed } from '@copydesk/client'
import type { DecideReview, ReviewDecision, ReviewStep } from '@copydesk/contract'
import { useCommands, useMe } from '@copydesk/react'
import { CheckCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button, RelativeTime, Skeleton } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { sayApprovals, sayWaiting } from './approval-words.ts'
import { ReasonPopover } from './ReasonPopover.tsx'
import styles from './ReviewPanel.module.css'
import { useReview } from './use-review.ts'

export interface ReviewPanelProps {
  reviewed: Reviewed
  /** Of what is reviewed: it grows with each decision. */
  revision: number
  title: string
  /** Which text is on screen, where it is known better than by the review. */
  textRevision?: number | undefined
}

export function ReviewPanel({ reviewed, revision, title, textRevision }: ReviewPanelProps) {
  const commands = useCommands()
  const { review, error } = useReview(reviewed, revision)
  const [isPending, setPending] = useState(false)
  const [asking, setAsking] = useState<'reject' | 'overrule' | null>(null)
  const rejectRef = useRef<HTMLButtonElement>(null)
  const overruleRef = useRef<HTMLButtonElement>(null)
  const panelRef = useRef<HTMLElement>(null)
  if (review === null) {
    return error === null ? (
      <div role="status" aria-label="Loading the approvals" className={styles.panel}>
        <Skeleton width="60%" />
      </div>
    ) : (
      <p className={styles.panel}>The approvals could not be loaded: {error.title.toLowerCase()}.</p>
    )
  }
  const decide = async (decision: ReviewDecision, reason?: string) => {
    const body: DecideReview = {
      decision,
      ...(decision === 'withdraw' ? {} : { textRevision: textRevision ?? review.textRevision }),
      ...(reason === undefined ? {} : { reason }),
    }
    setPending(true)
    const outcome = await commands.decideReview(reviewed, body)
    setPending(false)
    // What was pressed is gone by now.
    if (outcome.ok) panelRef.current?.focus({ preventScroll: true })
    return outcome
  }
  const may = (decision: ReviewDecision) => review.may.includes(decision)
  return (
    <section ref={panelRef} tabIndex={-1} aria-label="Approvals" className={styles.panel}>
      <p className={styles.head}>
        <CheckCheck size={15} aria-hidden className={styles.icon} />
        <strong>Approvals</strong>
        {review.approvals !== null && <span className={styles.soft}>{sayApprovals(review.approvals)}</span>}
      </p>
      <ol className={styles.steps}>
        {review.steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
            key={index}
            step={step}
            number={review.steps.length === 1 ? null : index + 1}
            isNow={index + 1 === review.approvals?.step}
          />
        ))}
      </ol>
      <div className={styles.actions}>
        {may('approve') && (
          <Button size="small" variant="primary" isPending={isPending} onPress={() => void decide('approve')}>
            Approve
          </Button>
        )}
        {may('withdraw') && (
          <Button size="small" isPending={isPending} onPress={() => void decide('withdraw')}>
            Withdraw approval
          </Button>
        )}
        {may('reject') && (
          <Button ref={rejectRef} size="small" onPress={() => setAsking('reject')}>
            Reject…
          </Button>
        )}
        {may('overrule') && (
          <Button ref={overruleRef} size="small" variant="quiet" onPress={() => setAsking('overrule')}>
            Overrule…
          </Button>
        )}
      </div>
      <ReasonPopover
        triggerRef={asking === 'overrule' ? overruleRef : rejectRef}
        reviewed={reviewed}
        title={title}
        asking={asking}
        onClose={() => setAsking(null)}
        onDecide={decide}
      />
    </section>
  )
}

function Step({ step, number, isNow }: { step: ReviewStep; number: number | null; isNow: boolean }) {
  const nameOf = useNameOf()
  const me = useMe()
  const names = step.waitingFor.map((id) => (id === me.id ? 'you' : nameOf({ id, kind: 'person' })))
  const missing = step.approvals - step.given.length
  return (
    <li className={styles.step}>
      {number !== null && <span className={styles.soft}>Step {number}: </span>}
      {step.given.map(({ id, by, at }) => (
        <span key={id} className={styles.given}>
          <bdi>{nameOf(by)}</bdi> approved <RelativeTime at={at} />.{' '}
        </span>
      ))}
      {isNow && missing > 0 && <span>{sayWaiting(names, missing)}</span>}
      {!isNow && missing > 0 && <span className={styles.soft}>{step.approvals} to come.</span>}
    </li>
  )
}
