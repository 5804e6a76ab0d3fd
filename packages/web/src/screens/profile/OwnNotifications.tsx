/** What one is told of: each type where one wants it, and how much of the whole site. */
import type { NotificationType } from '@copydesk/contract'
import { useCommands, usePreferences } from '@copydesk/react'
import { useId } from 'react'
import { cx, ErrorState, SkeletonRows, Switch } from '../../design/index.ts'
import { WatchMenu } from '../../notifications/WatchMenu.tsx'
import styles from './Profile.module.css'

const words: Record<NotificationType, [label: string, description: string]> = {
  mentions: ['Mentions', 'Somebody names you in a comment.'],
  replies: ['Answers', 'In threads in which you wrote or were mentioned.'],
  comments: ['Other comments', 'On what is yours, or what you watch.'],
  assignments: ['Assignments', 'An item or a task is given to you.'],
  approvals: ['Approvals', 'A text waits for your approval.'],
  reminders: ['Reminders', 'What you have to do is due.'],
  changes: ['Changes of status', 'Of what is yours, or what you watch.'],
  releases: ['Releases', 'What is yours, or what you watch, was published.'],
  schedules: ['Schedules', 'Something scheduled is late, blocked, moved or failed.'],
}

export function OwnNotifications() {
  const commands = useCommands()
  const headingId = useId()
  const preferences = usePreferences()
  return (
    <section aria-labelledby={headingId} className={cx(styles.form)}>
      <div className={cx(styles.head)}>
        <h2 id={headingId} className={cx(styles.heading)}>
          What your inbox tells you of
        </h2>
        <WatchMenu keys={['site']} name="the whole site" size="small" />
      </div>
      {preferences.status === 'loading' && <SkeletonRows label="Loading what you are told of" count={5} />}
      {preferences.status === 'error' && (
        <ErrorState
          title={preferences.error.title}
          remedy={preferences.error.remedy}
          onRetry={() => void preferences.refresh()}
        />
      )}
      {preferences.data?.data.map(({ id, channels }) => {
        const [label, description] = words[id]
        return (
          <Switch
            key={id}
            label={label}
            description={description}
            isSelected={channels.inbox}
            onChange={(isWanted) => void commands.setPreference(id, 'inbox', isWanted)}
          />
        )
      })}
    </section>
  )
}
