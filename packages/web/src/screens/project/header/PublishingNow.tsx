/**
 * That a large release is being published now, by oneself, in this window or another, or by somebody else who has the
 * project open. One transaction makes all of it live, so there is no part of it to count: the number is how much there
 * is. Whoever publishes says so among those who are here, every few seconds until the answer, and nothing of it is kept:
 * if that window or the server is gone, so is the notice.
 */
import { type Id, publishingNow } from '@copydesk/contract'
import { useDesk, useTypists } from '@copydesk/react'
import { useEffect } from 'react'
import { cx } from '../../../design/index.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import styles from './Header.module.css'

/** What is smaller is over before one could read of it. */
const leastItems = 50
const sayEveryMs = 2_500

export interface PublishingNowProps {
  projectId: Id
  /** Whether it is oneself, in this window. */
  isOwn: boolean
  /** The items that go out. */
  readyCount: number
}

export function PublishingNow({ projectId, isOwn, readyCount }: PublishingNowProps) {
  const desk = useDesk()
  const here = desk.here(projectId)
  const nameOf = useNameOf()
  const [publisherId] = useTypists(here, publishingNow, { isWithMe: true })
  const isLarge = readyCount >= leastItems
  const isTold = isOwn && isLarge
  useEffect(() => {
    if (!isTold) return undefined
    const say = () => here.typed(publishingNow)
    say()
    const timer = setInterval(say, sayEveryMs)
    return () => {
      clearInterval(timer)
      here.stopped()
    }
  }, [here, isTold])
  if (!isLarge || (!isOwn && publisherId === undefined)) return null
  const who =
    isOwn || publisherId === undefined || publisherId === desk.person.id
      ? 'Publishing'
      : `${nameOf({ id: publisherId, kind: 'person' })} is publishing`
  return (
    <section role="status" aria-label="Being published" className={cx(styles.notice, styles.docked)}>
      <div className={styles.noticeText}>
        <h2>
          {who} {readyCount} items
        </h2>
        <progress aria-label="Publishing" className={styles.publishing} />
        <p>All of them go live together, or none does.</p>
      </div>
    </section>
  )
}
