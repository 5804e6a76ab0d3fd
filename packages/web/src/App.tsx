/** The app as a whole: the session decides, then the desk, then the routes. */
import type { Api } from '@copydesk/client'
import type { Me } from '@copydesk/contract'
import { CopydeskProvider } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { BrowserRouter } from 'react-router'
import { basePath } from './base-path.ts'
import { toastFailure } from './frame/failure-toasts.ts'
import { keepFocus } from './frame/focus-keeper.ts'
import { AppRoutes } from './routes.tsx'
import type { KnownSession } from './session/known-session.ts'
import { createLiveConnection } from './session/live-connection.ts'
import { SessionGate } from './session/SessionGate.tsx'
import { useRoleChanges } from './session/use-role-changes.ts'
import { OutboxProvider } from './unsaved/OutboxProvider.tsx'

/** The address outlives the session: signing in leads to where one was going. */
export function App({ session }: { session: KnownSession }) {
  useEffect(keepFocus, [])
  return (
    <BrowserRouter basename={basePath || '/'} useTransitions={false}>
      <SessionGate first={session}>
        {(api, person, renew) => <Desk key={person.id} api={api} person={person} renew={renew} />}
      </SessionGate>
    </BrowserRouter>
  )
}

interface DeskProps {
  api: Api
  person: Me
  /** Asks for the session again. */
  renew: () => void
}

function Desk({ api, person, renew }: DeskProps) {
  const [realtime] = useState(() => createLiveConnection(api, person))
  return (
    <CopydeskProvider api={api} realtime={realtime} person={person} onFailure={toastFailure}>
      <OutboxProvider>
        <SignedInRoutes renew={renew} />
      </OutboxProvider>
    </CopydeskProvider>
  )
}

function SignedInRoutes({ renew }: Pick<DeskProps, 'renew'>) {
  useRoleChanges(renew)
  return <AppRoutes />
}
