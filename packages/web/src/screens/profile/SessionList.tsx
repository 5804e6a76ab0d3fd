/** Where one is signed in, and the way out of there. */
import type { OwnSession } from '@copydesk/contract'
import { useDesk, useOwnSessions } from '@copydesk/react'
import { LogOut } from 'lucide-react'
import { useId } from 'react'
import { Badge, Button, cx, ErrorState, RelativeTime, SkeletonRows, showToast } from '../../design/index.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './Profile.module.css'

export function SessionList() {
  const { api } = useDesk()
  const headingId = useId()
  const sessions = useOwnSessions()
  const others = useSubmit(() => showToast({ tone: 'info', title: 'Signed out everywhere else' }))
  const { data } = sessions
  return (
    <section aria-labelledby={headingId}>
      <div className={cx(styles.head)}>
        <h2 id={headingId} className={cx(styles.heading)}>
          Where you are signed in
        </h2>
        {data !== undefined && data.data.length > 1 && (
          <Button
            size="small"
            icon={<LogOut size={14} aria-hidden />}
            isPending={others.isPending}
            onPress={() => others.submit(() => api.me.endOtherSessions())}
          >
            Sign out everywhere else
          </Button>
        )}
      </div>
      {sessions.status === 'loading' && <SkeletonRows label="Loading your sessions" count={2} />}
      {sessions.status === 'error' && (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refresh()} />
      )}
      <ul aria-labelledby={headingId} className={cx(styles.list)}>
        {data?.data.map((session) => (
          <SessionRow key={session.id} session={session} isCurrent={session.id === data.currentId} />
        ))}
      </ul>
      <div role="alert">
        {others.error !== null && (
          <p className={cx(styles.failure)}>
            {others.error.title}. {others.error.remedy}
          </p>
        )}
      </div>
    </section>
  )
}

function SessionRow({ session, isCurrent }: { session: OwnSession; isCurrent: boolean }) {
  const { api } = useDesk()
  const { id, device, startedAt, lastSeenAt } = session
  const name = device ?? 'Unknown device'
  const end = useSubmit(() => showToast({ tone: 'info', title: `Signed out of ${name}` }))
  return (
    <li aria-label={isCurrent ? `${name}, this one` : name} className={cx(styles.row)}>
      <div>
        <div className={cx(styles.name)}>
          <bdi>{name}</bdi> {isCurrent && <Badge>This one</Badge>}
        </div>
        <p className={cx(styles.facts)}>
          {!isCurrent && (
            <span>
              Last seen <RelativeTime at={lastSeenAt} />
            </span>
          )}
          <span>
            Signed in <RelativeTime at={startedAt} />
          </span>
        </p>
        <div role="alert">
          {end.error !== null && <p className={cx(styles.failure)}>{end.error.title}.</p>}
        </div>
      </div>
      {!isCurrent && (
        <Button
          size="small"
          isStep
          aria-label={`Sign out of ${name}`}
          isPending={end.isPending}
          onPress={() => end.submit(() => api.me.endSession(id))}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}
