/** Signing in: by e-mail address and password, and in demo mode as one of three people with one click. */
import type { Api } from '@copydesk/client'
import type { Person, SessionInfo } from '@copydesk/contract'
import { useState } from 'react'
import { browserStorage } from '../../browser/storage.ts'
import { Button, TextField } from '../../design/index.ts'
import { Doorway, DoorwayFailure, DoorwayForm, DoorwayNote } from '../../frame/Doorway.tsx'
import { useSubmit } from '../../session/use-submit.ts'
import { countStored } from '../../unsaved/entry-store.ts'
import { DemoPeople } from './DemoPeople.tsx'
import { ProviderSignIn } from './ProviderSignIn.tsx'

/** Who worked in this window until a moment ago. */
export interface LastSession {
  person: Person
  /** They signed out here; otherwise the session ended elsewhere, or by itself. */
  hasSignedOut: boolean
}

export interface SignInProps {
  api: Api
  isDemo: boolean
  /** What the button for the site's provider says; undefined without one. */
  provider: string | undefined
  last: LastSession | null
  onDone: (session: SessionInfo) => void
}

/** The sign-in at whatever address one came to. */
export function SignIn({ api, isDemo, provider, last, onDone }: SignInProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useSubmit(onDone)
  const submit = () =>
    form.submit(() => api.session.signIn({ email, password }), {
      email: email.trim() === '' ? 'Enter your e-mail address.' : null,
      password: password === '' ? 'Enter your password.' : null,
    })
  return (
    <Doorway
      title="Sign in"
      {...(isDemo
        ? { lead: 'This is the demo. Choose who to be. A private window can be somebody else.' }
        : {})}
    >
      <LastWords last={last} />
      {isDemo && <DemoPeople api={api} onDone={onDone} />}
      {provider !== undefined && <ProviderSignIn label={provider} />}
      <DoorwayForm onSubmit={submit} isInvalid={form.isInvalid}>
        <DoorwayFailure error={form.error} />
        <TextField
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={form.fieldError('email')}
          autoFocus={!isDemo}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={form.fieldError('password')}
        />
        <Button type="submit" variant={isDemo ? 'secondary' : 'primary'} isPending={form.isPending}>
          Sign in
        </Button>
      </DoorwayForm>
    </Doorway>
  )
}

/** That the session ended, where nobody asked for it, and what is kept for when the person is back. */
function LastWords({ last }: { last: LastSession | null }) {
  if (last === null) return null
  const { person, hasSignedOut } = last
  const kept = countStored(browserStorage(), person.id)
  if (hasSignedOut && kept === 0) return null
  return (
    <DoorwayNote>
      {!hasSignedOut && <b>Your session has ended. </b>}
      {kept === 1 &&
        `1 text that ${person.name} could not save or send is kept in this browser. It goes on when ` +
          `${person.name} signs in again, and nobody else sees it here.`}
      {kept > 1 &&
        `${kept} texts that ${person.name} could not save or send are kept in this browser. They go on when ` +
          `${person.name} signs in again, and nobody else sees them here.`}
      {kept === 0 && 'Everything that you wrote is saved.'}
    </DoorwayNote>
  )
}
