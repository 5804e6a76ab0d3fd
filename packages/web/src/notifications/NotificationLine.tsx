/** An entry of the inbox in words: who did what where, the start of it, why it came and when. Not a link by itself. */
import { deedOfEntry, detailOf, type InboxEntry, isUrgent, reasonOfEntry } from '@copydesk/contract'
import { Avatar, cx, RelativeTime, Spoken } from '../design/index.ts'
import { useNameOf } from '../people/use-name-of.ts'
import styles from './NotificationLine.module.css'
import { useRetitled } from './use-retitled.ts'

/** The class of the box around the line's parts, for the element that holds them. */
export function lineClass({ unread }: InboxEntry): string {
  return cx(styles.line, unread > 0 && styles.unread)
}

/** The parts of the line. */
export function NotificationLine({ entry, isMuted }: { entry: InboxEntry; isMuted: boolean }) {
  const nameOf = useNameOf()
  const { size, snoozedUntil, unread } = entry
  const latest = useRetitled(entry.latest)
  const actor = nameOf(latest.actor)
  const { verb, object, people } = deedOfEntry({ ...entry, latest })
  return (
    <>
      <span className={styles.dot}>{unread > 0 && <Spoken>Unread</Spoken>}</span>
      <span className={styles.avatar}>
        <Avatar id={latest.actor.id} name={actor} isNamed />
      </span>
      <span className={styles.sentence}>
        <bdi>
          <b>{people === 1 ? actor : `${people} people`}</b>
        </bdi>{' '}
        {verb}{' '}
        <bdi>
          <b>{object}</b>
        </bdi>
      </span>
      <span dir="auto" className={styles.excerpt}>
        {people > 1 && `${actor}: `}
        {detailOf(latest)}
      </span>
      <span className={styles.meta}>
        {isUrgent(latest) && <b>Urgent</b>} <span>{reasonOfEntry(entry)}</span>{' '}
        {size > 1 && <span>{size} in all</span>} {isMuted && <span>muted</span>}{' '}
        {snoozedUntil !== null && (
          <span>
            back <RelativeTime at={snoozedUntil} />
          </span>
        )}{' '}
        {object !== latest.projectName && latest.projectName !== null && <bdi>{latest.projectName}</bdi>}
      </span>
      <span className={styles.time}>
        <RelativeTime at={latest.createdAt} />
      </span>
    </>
  )
}
