/** What one is told of: each type where one wants it, and how much of the whole site. */
import { useCommands, usePreferences } from '@copydesk/react'
import { useId } from 'react'
import { cx, ErrorState, SkeletonRows, Switch } from '../../design/index.ts'
import { WatchMenu } from '../../notifications/WatchMenu.tsx'
import { typeWords } from './notification-types.ts'
import styles from './Profile.module.css'

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
        <ErrorState error={preferences.error} onRetry={() => void preferences.refresh()} />
      )}
      {preferences.data?.data.map(({ id, channels }) => {
        const { label, description } = typeWords[id]
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
