/** What is one's own: name, language and time zone, what one is told of, the password, where one is signed in. */
import { Suspense } from 'react'
import { ErrorState, ScrollArea, SkeletonRows } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { OwnPassword } from './OwnPassword.tsx'
import styles from './Profile.module.css'
import { SessionList } from './SessionList.tsx'
import { type MeState, useOwnProfile } from './use-own-profile.ts'

// Choosing a language takes more code than the rest of the screen.
const OwnDetails = later(async () => (await import('./OwnDetails.tsx')).OwnDetails, 'now')

const OwnNotifications = later(async () => (await import('./OwnNotifications.tsx')).OwnNotifications)

const OwnMail = later(async () => (await import('./OwnMail.tsx')).OwnMail)

/** The screen at `/profile`. */
export function Profile() {
  const [me, refresh] = useOwnProfile()
  return (
    <Page title="Your profile">
      <ProfileView me={me} refresh={refresh} />
    </Page>
  )
}

function ProfileView({ me, refresh }: { me: MeState; refresh: () => void }) {
  if (me.status === 'loading') return <SkeletonRows label="Loading your profile" count={6} />
  if (me.status === 'error') return <ErrorState error={me.error} onRetry={refresh} />
  return (
    <ScrollArea>
      <div className={styles.column}>
        <Suspense fallback={<SkeletonRows label="Loading your profile" count={5} />}>
          <OwnDetails me={me.me} onSaved={refresh} />
        </Suspense>
        <Suspense fallback={<SkeletonRows label="Loading what you are told of" count={5} />}>
          <OwnNotifications />
        </Suspense>
        <Suspense fallback={<SkeletonRows label="Loading what you are mailed" count={5} />}>
          <OwnMail me={me.me} />
        </Suspense>
        <OwnPassword me={me.me} />
        <SessionList />
      </div>
    </ScrollArea>
  )
}
