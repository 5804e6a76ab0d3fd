/**
 * Decides what a visitor sees: the set-up while there is no administrator, the sign-in while nobody is signed in,
 * the app otherwise. The address stays the same, so that signing in leads to where one was going.
 */
import { type Api, ApiError, createApi } from '@copydesk/client'
import type { Person, SessionInfo } from '@copydesk/contract'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import { Button } from '../design/index.ts'
import { Doorway } from '../frame/Doorway.tsx'
import { SignOut } from './session-context.ts'

// Most visitors are signed in already and need neither.
const SignIn = lazy(async () => ({ default: (await import('../screens/sign-in/SignIn.tsx')).SignIn }))
const SetUp = lazy(async () => ({ default: (await import('../screens/set-up/SetUp.tsx')).SetUp }))

type Known = SessionInfo | ApiError | 'asking'

export interface SessionGateProps {
  /** Draws the app of the person who is signed in. */
  children: (api: Api, person: Person) => ReactNode
}

/** Asks for the session at the start, and again when the server says that it ended. */
export function SessionGate({ children }: SessionGateProps) {
  const [known, setKnown] = useState<Known>('asking')
  const [api] = useState(() =>
    createApi({
      onError: (error) => {
        if (error.code === 'not_signed_in') setKnown(signedOut)
      },
    }),
  )
  const ask = useCallback(() => {
    setKnown('asking')
    api.session.get().then(setKnown, setKnown)
  }, [api])
  useEffect(ask, [ask])

  const signOut = useCallback(() => {
    // Whatever the server says, the person wants out: the session is asked for anew.
    api.session.signOut().then(ask, ask)
  }, [api, ask])

  if (known === 'asking') return null
  if (known instanceof ApiError) {
    return (
      <Doorway title={known.title} lead={known.remedy}>
        <Button variant="primary" onPress={ask}>
          Try again
        </Button>
      </Doorway>
    )
  }
  if (known.setupNeeded || known.person === null) {
    return (
      <Suspense>
        {known.setupNeeded ? (
          <SetUp api={api} onDone={setKnown} />
        ) : (
          <SignIn api={api} isDemo={known.demo} onDone={setKnown} />
        )}
      </Suspense>
    )
  }
  return <SignOut value={signOut}>{children(api, known.person)}</SignOut>
}

/** What is known once the server said that the session ended. */
function signedOut(known: Known): Known {
  return known === 'asking' || known instanceof ApiError ? known : { ...known, person: null }
}
