/**
 * Decides what a visitor sees: the set-up while there is no administrator, the sign-in while nobody is signed in,
 * the app otherwise. The address stays the same, so that signing in leads to where one was going.
 */
import { type Api, ApiError, createApi } from '@copydesk/client'
import type { Me } from '@copydesk/contract'
import { type ReactNode, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { basePath } from '../base-path.ts'
import { Button, showToast, writeTimesFor } from '../design/index.ts'
import { Doorway } from '../frame/Doorway.tsx'
import { Shell } from '../frame/Shell.tsx'
import { later } from '../later.tsx'
import { paths } from '../paths.ts'
import { MayOnSite } from '../people/use-may.ts'
import type { LastSession } from '../screens/sign-in/SignIn.tsx'
import { askSession, isSignedIn, type KnownSession } from './known-session.ts'
import { SignOut } from './session-context.ts'

// Most visitors are signed in already and need neither.
const SignIn = later(async () => (await import('../screens/sign-in/SignIn.tsx')).SignIn, 'drawn')
const Invitation = later(
  async () => (await import('../screens/invitation/Invitation.tsx')).Invitation,
  'drawn',
)
const SetUp = later(async () => (await import('../screens/set-up/SetUp.tsx')).SetUp, 'drawn')

type Known = KnownSession | 'asking'

export interface SessionGateProps {
  /** What the server said as the page began. */
  first: KnownSession
  /** Draws the app of the person who is signed in; `renew` asks for the session again, with the app in place. */
  children: (api: Api, person: Me, renew: () => void) => ReactNode
}

/** Asks for the session again when the server says that it ended. */
export function SessionGate({ first, children }: SessionGateProps) {
  const [known, setKnown] = useState<Known>(first)
  const { pathname, hash } = useLocation()
  const navigate = useNavigate()
  /** Who worked in this window before, and whether that was ended here on purpose. */
  const lastPerson = useRef<Me | null>(null)
  const hasSignedOut = useRef(false)
  const personId = useRef<string | null>(null)
  const [api] = useState(() =>
    createApi({
      baseUrl: basePath,
      // What this person wrote is never sent under somebody else's sign-in, whatever another window did.
      headers: () => (personId.current === null ? {} : { 'Copydesk-Person': personId.current }),
      onError: (error) => {
        if (error.code === 'not_signed_in') void askSession(api).then((now) => setKnown(unlessBack(now)))
        if (error.code === 'other_person') setKnown('asking')
      },
    }),
  )
  useLayoutEffect(() => {
    personId.current = known !== 'asking' && isSignedIn(known) ? known.person.id : null
    if (known !== 'asking' && isSignedIn(known)) writeTimesFor(known.person)
  }, [known])
  // Whenever it is not known who is signed in.
  useEffect(() => {
    if (known === 'asking') void askSession(api).then(setKnown)
  }, [api, known])
  useSignInElsewhere(api, known, setKnown)
  useEffect(() => {
    if (known === 'asking' || !isSignedIn(known)) return
    const { person } = known
    const last = lastPerson.current
    if (last !== null && last.id !== person.id && !hasSignedOut.current) tellOfOther(last, person)
    lastPerson.current = person
    hasSignedOut.current = false
  }, [known])
  const ask = useCallback(() => setKnown('asking'), [])
  const renew = useCallback(() => {
    // Who cannot be reached now answers to the next request, with the same.
    api.session.get().then(setKnown, () => undefined)
  }, [api])

  const signOut = useCallback(() => {
    hasSignedOut.current = true
    // Whatever the server says, the person wants out: the session is asked for anew.
    api.session.signOut().then(ask, ask)
  }, [api, ask])

  if (known === 'asking') return <Shell />
  if (known instanceof ApiError) {
    return (
      <Doorway title={known.title} lead={known.remedy}>
        <Button variant="primary" onPress={ask}>
          Try again
        </Button>
      </Doorway>
    )
  }
  if (pathname === paths.invitation() && !known.setupNeeded) {
    const leave = () => void navigate(paths.projects(), { replace: true })
    return (
      <Suspense fallback={<Shell />}>
        <Invitation
          key={hash}
          api={api}
          token={hash.slice(1) || 'none'}
          person={known.person}
          onLeave={leave}
          onDone={(session) => {
            // The token is worth nothing any more, and goes out of the address with this.
            leave()
            hasSignedOut.current = true
            setKnown(session)
          }}
        />
      </Suspense>
    )
  }
  if (known.setupNeeded || known.person === null) {
    return (
      <Suspense fallback={<Shell />}>
        {known.setupNeeded ? (
          <SetUp api={api} onDone={setKnown} />
        ) : (
          <SignIn
            api={api}
            isDemo={known.demo}
            provider={known.provider}
            last={lastOf(lastPerson.current, hasSignedOut.current)}
            onDone={setKnown}
          />
        )}
      </Suspense>
    )
  }
  return (
    <SignOut value={signOut}>
      <MayOnSite value={known.may}>{children(api, known.person, renew)}</MayOnSite>
    </SignOut>
  )
}

/** Who comes back to the sign-in of this window may have signed in in another one by now. */
function useSignInElsewhere(api: Api, known: Known, onSignedIn: (session: KnownSession) => void): void {
  const isOut = known !== 'asking' && !(known instanceof ApiError) && known.person === null
  useEffect(() => {
    if (!isOut) return
    const look = () => {
      if (document.visibilityState === 'hidden') return
      void askSession(api).then((now) => {
        if (isSignedIn(now)) onSignedIn(now)
      })
    }
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [api, isOut, onSignedIn])
}

function tellOfOther(last: Me, person: Me): void {
  showToast({
    tone: 'info',
    title: `${person.name} is signed in in this browser now`,
    text: `What ${last.name} wrote and could not save is kept here until ${last.name} signs in again.`,
  })
}

function lastOf(person: Me | null, hasSignedOut: boolean): LastSession | null {
  return person === null ? null : { person, hasSignedOut }
}

/**
 * What is known once the server said that the session ended. A new one may have taken its place by now, in another window
 * of this browser: after a new password, say.
 */
function unlessBack(now: KnownSession): (known: Known) => Known {
  return (known) => {
    if (isSignedIn(now)) return now
    return known === 'asking' || known instanceof ApiError ? known : { ...known, person: null, may: [] }
  }
}
