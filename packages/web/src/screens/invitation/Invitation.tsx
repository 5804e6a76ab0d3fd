/** What somebody sees who opens the link of an invitation: who invites them, and the form of their account. */
import { type Api, ApiError } from '@copydesk/client'
import type { OpenInvitation, Person, SessionInfo } from '@copydesk/contract'
import { useEffect, useState } from 'react'
import { Button, Skeleton } from '../../design/index.ts'
import { AccountFields, accountErrors, emptyAccount } from '../../frame/AccountFields.tsx'
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
  const [account, setAccount] = useState(emptyAccount)
  const form = useSubmit(onDone)
  const submit = () =>
    form.submit(() => api.invitations.accept({ token, ...account }), {
      ...accountErrors(account),
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
        <AccountFields account={account} onChange={setAccount} fieldError={form.fieldError} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Create the account
        </Button>
      </DoorwayForm>
    </Doorway>
  )
}
