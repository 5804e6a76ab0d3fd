/**
 * The end of the top bar: how live the screen is, the bell and the person. In a file of its own, which loads after
 * the first screen: its menus and popovers are the weightiest part of the frame.
 */
import type { ConnectionStatus } from '@copydesk/client'
import { useConnectionStatus, useMe, useRefreshAll } from '@copydesk/react'
import { useSignOut } from '../session/session-context.ts'
import { Bell } from './Bell.tsx'
import { LiveStatus } from './LiveStatus.tsx'
import { PersonMenu } from './PersonMenu.tsx'

/** Status, bell, person. */
export function TopBarTools() {
  const me = useMe()
  const connection = useConnectionStatus()
  const refreshAll = useRefreshAll()
  const signOut = useSignOut()
  return (
    <>
      <LiveStatus
        status={connection.status}
        words={wordsOf(connection)}
        lastUpdateAt={connection.lastUpdateAt}
        onRefresh={refreshAll}
      />
      <Bell />
      <PersonMenu person={me} onSignOut={signOut} />
    </>
  )
}

/** Where a setting switched live updates off, the server's reason names it; this says what that means. */
function wordsOf({ reason, words }: ConnectionStatus): string {
  const namesSetting = reason === 'switched_off' && /[A-Z]_[A-Z]/.test(words)
  return namesSetting ? `Live updates are switched off on the server: ${words}.` : words
}
