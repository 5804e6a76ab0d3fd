/** A notification in words: who did what where, the start of it, why it came and when. Not a link by itself. */
import { deedOf, detailOf, isUrgent, type Notification, reasonOf } from '@copydesk/contract'
import { Avatar, cx, RelativeTime, Spoken } from '../design/index.ts'
import { useNameOf } from '../people/use-name-of.ts'
import styles from './NotificationLine.module.css'

/** The class of the box around the line's parts, for the element that holds them. */
export function lineClass(notification: Notification): string {
  return cx(styles.line, notification.readAt === null && styles.unread)
}

/** The parts of the line. */
export function NotificationLine({ notification }: { notification: Notification }) {
  const nameOf = useNameOf()
  const actor = nameOf(notification.actor)
  const { verb, object } = deedOf(notification)
  return (
    <>
      <span className={styles.dot}>{notification.readAt === null && <Spoken>Unread</Spoken>}</span>
      <span className={styles.avatar}>
        <Avatar id={notification.actor.id} name={actor} isNamed />
      </span>
      <span className={styles.sentence}>
        <bdi>
          <b>{actor}</b>
        </bdi>{' '}
        {verb}{' '}
        <bdi>
          <b>{object}</b>
        </bdi>
      </span>
      <span dir="auto" className={styles.excerpt}>
        {detailOf(notification)}
      </span>
      <span className={styles.meta}>
        {isUrgent(notification) && <b>Urgent</b>} <span>{reasonOf(notification)}</span>{' '}
        {object !== notification.projectName && notification.projectName !== null && (
          <bdi>{notification.projectName}</bdi>
        )}
      </span>
      <span className={styles.time}>
        <RelativeTime at={notification.createdAt} />
      </span>
    </>
  )
}
