/** What is in the way of publishing, and who can do what about it. */
import { type Blocker, sayBlocker, sayLift } from '@copydesk/contract'
import { useNameOf } from '../people/use-name-of.ts'
import styles from './LiftWords.module.css'
import { RejectionWords } from './review/RejectionWords.tsx'

export function LiftWords({ blocker }: { blocker: Blocker }) {
  const nameOf = useNameOf()
  const { lift } = blocker
  const rejection = 'rejection' in blocker ? blocker.rejection : undefined
  return (
    <>
      <span dir="auto">{sayBlocker(blocker)}</span>
      {rejection !== undefined && <RejectionWords rejection={rejection} />}
      <span className={styles.lift}>{sayLift(lift, (id) => nameOf({ id, kind: 'person' }))}</span>
    </>
  )
}
