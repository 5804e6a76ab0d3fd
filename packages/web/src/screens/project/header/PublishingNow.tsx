/**
 * That a large release is being published now: by oneself, or by somebody else, a program or a schedule. One transaction
 * makes all of it live, so there is no part of it to count: the number is how much there is. The server says so when it
 * begins, and nothing of it is kept: the notice goes with the items that are out, or a moment later if none is.
 */
import { type Id, leastPublishing } from '@copydesk/contract'
import { useDesk, usePublishingNow } from '@copydesk/react'
import { cx } from '../../../design/index.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import styles from './Header.module.css'

export interface PublishingNowProps {
  projectId: Id
  /** Whether it is oneself, in this window. */
  isOwn: boolean
  /** The items that can go out, or wait for their time to. */
  readyCount: number
}

export function PublishingNow({ projectId, isOwn, readyCount }: PublishingNowProps) {
  const me = useDesk().person.id
  const nameOf = useNameOf()
  const said = usePublishingNow(projectId)
  if (readyCount < leastPublishing || (!isOwn && said === null)) return null
  const who =
    isOwn || said === null || said.actor.id === me ? 'Publishing' : `${nameOf(said.actor)} is publishing`
  return (
    <section role="status" aria-label="Being published" className={cx(styles.notice, styles.docked)}>
      <div className={styles.noticeText}>
        <h2>
          {who} {said?.count ?? readyCount} items
        </h2>
        <progress aria-label="Publishing" className={styles.publishing} />
        <p>All of them go live together, or none does.</p>
      </div>
    </section>
  )
}
