/**
 * The end of the top bar: how live the screen is, the bell and the person. In a file of its own, which loads after
 * the first screen: its menus and popovers are the weightiest part of the frame.
 */
import type { ConnectionStatus } from '@copydesk/client'
import { useConnectionStatus, useMe, useRefreshAll } from '@copydesk/react'
import { useSignOut } from '../session/session-context.ts'
import { UnsavedStatus } from '../unsaved/UnsavedStatus.tsx'
import { Bell } from './Bell.tsx'
import { LiveStatus } from './LiveStatus.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { WhyNotLive } from './WhyNotLive.tsx'

/** Status, bell, person. */
export function TopBarTools() {
  const me = useMe()
  const connection = useConnectionStatus()
  const refreshAll = useRefreshAll()
  const signOut = useSignOut()
  return (
    <>
      <UnsavedStatus />
      <LiveStatus
        status={connection.status}
        words={wordsOf(connection)}
        lastUpdateAt={connection.lastUpdateAt}
        onRefresh={refreshAll}
        why={(close) => <WhyNotLive connection={connection} close={close} />}
      />
      <Bell />
      <PersonMenu person={me} onSignOut={signOut} />
    </>
  )
}

/** Where live updates are switched off, the server says only by what or by whom. */
function wordsOf({ reason, words }: ConnectionStatus): string {
  const isSentence = reason !== 'switched_off' || words.endsWith('.')
  return isSentence ? words : `Live updates are switched off: ${words}.`
}
