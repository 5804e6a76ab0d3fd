/**
 * The first visit to a new Copydesk: creates the first administrator and signs them in. The server prints a link with
 * the code that it asks for; who came without that link can type it.
 */
import type { Api } from '@copydesk/client'
import type { SessionInfo } from '@copydesk/contract'
import { useState } from 'react'
import { Button, TextField } from '../../design/index.ts'
import { Doorway, DoorwayFailure, DoorwayForm } from '../../frame/Doorway.tsx'
import { useSubmit } from '../../session/use-submit.ts'

export interface SetUpProps {
  api: Api
  onDone: (session: SessionInfo) => void
}

/** Shown only while there is no person at all. */
export function SetUp({ api, onDone }: SetUpProps) {
  const [linked] = useState(codeInAddress)
  const [code, setCode] = useState(linked)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useSubmit((session: SessionInfo) => {
    history.replaceState(history.state, '', location.pathname)
    onDone(session)
  })
  const isCodeAsked = linked === '' || form.error?.code === 'setup_code_wrong'
  const submit = () =>
    form.submit(() => api.session.setup({ code: code.trim(), name, email, password }), {
      code: code.trim() === '' ? 'Enter the code, or open the link that contains it.' : null,
      name: name.trim() === '' ? 'Enter your name.' : null,
      email: email.includes('@') ? null : 'Enter an e-mail address, such as anna@example.com.',
      password: password.length < 10 ? 'Choose a password of at least 10 characters.' : null,
    })
  return (
    <Doorway
      title="Welcome to Copydesk"
      lead="Nobody has an account here yet. Create the first one: it can manage everything and let others in."
    >
      <DoorwayForm onSubmit={submit} isInvalid={form.isInvalid}>
        <DoorwayFailure error={form.error} />
        {isCodeAsked && (
          <TextField
            label="Set-up code"
            name="code"
            autoComplete="off"
            description="At the end of the link that the server printed when it started."
            value={code}
            onChange={setCode}
            error={form.fieldError('code')}
          />
        )}
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          error={form.fieldError('name')}
          autoFocus
        />
        <TextField
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={form.fieldError('email')}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="new-password"
          description="At least 10 characters."
          value={password}
          onChange={setPassword}
          error={form.fieldError('password')}
        />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Create the account
        </Button>
      </DoorwayForm>
    </Doorway>
  )
}

/** From the link that the server printed: the fragment, which stays out of requests and logs. */
function codeInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('code') ?? ''
}
