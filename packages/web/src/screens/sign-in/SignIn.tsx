/** Signing in: by e-mail address and password, and in demo mode as one of three people with one click. */
import type { Api } from '@copydesk/client'
import type { SessionInfo } from '@copydesk/contract'
import { useState } from 'react'
import { Button, TextField } from '../../design/index.ts'
import { Doorway, DoorwayFailure, DoorwayForm } from '../../frame/Doorway.tsx'
import { useSubmit } from '../../session/use-submit.ts'
import { DemoPeople } from './DemoPeople.tsx'

export interface SignInProps {
  api: Api
  isDemo: boolean
  onDone: (session: SessionInfo) => void
}

/** The sign-in at whatever address one came to. */
export function SignIn({ api, isDemo, onDone }: SignInProps) {
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
        ? { lead: 'This is the demo. Choose who you want to be; two windows make two people.' }
        : {})}
    >
      {isDemo && <DemoPeople api={api} onDone={onDone} />}
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
