/**
 * The first visit to a new Copydesk: creates the first administrator and signs them in. The server prints a link with
 * the code that it asks for; who came without that link can type it.
 */
import type { Api } from '@copydesk/client'
import type { SessionInfo } from '@copydesk/contract'
import { useState } from 'react'
import { Button, TextField } from '../../design/index.ts'
import { AccountFields, accountErrors, emptyAccount } from '../../frame/AccountFields.tsx'
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
  const [account, setAccount] = useState(emptyAccount)
  const form = useSubmit((session: SessionInfo) => {
    history.replaceState(history.state, '', location.pathname)
    onDone(session)
  })
  const isCodeAsked = linked === '' || form.error?.code === 'setup_code_wrong'
  const submit = () =>
    form.submit(() => api.session.setup({ code: code.trim(), ...account }), {
      code: code.trim() === '' ? 'Enter the code, or open the link that contains it.' : null,
      ...accountErrors(account),
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
            autoFocus
          />
        )}
        <AccountFields
          account={account}
          onChange={setAccount}
          fieldError={form.fieldError}
          isFocusedFirst={!isCodeAsked}
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
