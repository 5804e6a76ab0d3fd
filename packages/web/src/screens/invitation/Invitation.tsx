/** What somebody sees who opens the link of an invitation: who invites them, and the form of their account. */
import { type Api, ApiError } from '@copydesk/client'
import type { OpenInvitation, Person, SessionInfo } from '@copydesk/contract'
import { useEffect, useState } from 'react'
import { Button, Skeleton, TextField } from '../../design/index.ts'
import { Doorway, DoorwayFailure, DoorwayForm, DoorwayNote } from '../../frame/Doorway.tsx'
import { roleNames } from '../../people/role-names.ts'
import { useSubmit } from '../../session/use-submit.ts'

export interface InvitationProps {
  api: Api
  /** From the fragment of the link. */
  token: string
  /** Who is signed in in this browser, if anybody. */
  person: Person | null
  onDone: (session: SessionInfo) => void
  /** To the sign-in, or back to the app. */
  onLeave: () => void
}

/** Says plainly when the invitation is over, and why. */
export function Invitation({ api, token, person, onDone, onLeave }: InvitationProps) {
  const [found, setFound] = useState<OpenInvitation | ApiError | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    api.invitations.look(token, { signal: leaving.signal }).then(setFound, (error: unknown) => {
      if (leaving.signal.aborted) return
      if (!(error instanceof ApiError)) throw error
      setFound(error)
    })
    return () => leaving.abort()
  }, [api, token])
  if (found === null) {
    return (
      <Doorway title="Invitation">
        <Skeleton />
      </Doorway>
    )
  }
  if (found instanceof ApiError) {
    return (
      <Doorway title={found.title} lead={found.remedy}>
        <Button variant="primary" onPress={onLeave}>
          {person === null ? 'Go to the sign-in' : 'Go on'}
        </Button>
      </Doorway>
    )
  }
  return <AcceptForm api={api} token={token} invitation={found} person={person} onDone={onDone} />
}

interface AcceptFormProps extends Omit<InvitationProps, 'onLeave'> {
  invitation: OpenInvitation
}

function AcceptForm({ api, token, invitation, person, onDone }: AcceptFormProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useSubmit(onDone)
  const submit = () =>
    form.submit(() => api.invitations.accept({ token, name, email, password }), {
      name: name.trim() === '' ? 'Enter your name.' : null,
      email: email.includes('@') ? null : 'Enter an e-mail address, such as anna@example.com.',
      password: [...password].length < 10 ? 'Choose a password of at least 10 characters.' : null,
    })
  return (
    <Doorway
      title="Welcome to Copydesk"
      lead={`${invitation.invitedBy} invites you as ${roleNames[invitation.role].toLowerCase()}. Choose how others see you, and how you sign in.`}
    >
      {person !== null && (
        <DoorwayNote>
          {person.name} is signed in here, and is signed out when you create another account.
        </DoorwayNote>
      )}
      <DoorwayForm onSubmit={submit} isInvalid={form.isInvalid}>
        <DoorwayFailure error={form.error} />
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
