/** Makes an invitation: for whom and as what, then its link, which is shown this once. */
import { type CreatedInvitation, invitationLimits, type Role, roles } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useState } from 'react'
import { Dialog, Form, Select, ShownOnce, TextField } from '../../../design/index.ts'
import { invitationLink } from '../../../people/invitation-link.ts'
import { roleNames } from '../../../people/role-names.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { useSubmit } from '../../../session/use-submit.ts'

export interface InviteProps {
  isOpen: boolean
  onClose: () => void
}

export function Invite({ isOpen, onClose }: InviteProps) {
  const [made, setMade] = useState<CreatedInvitation | null>(null)
  const close = () => {
    setMade(null)
    onClose()
  }
  return (
    <Dialog
      title={made === null ? 'Invite somebody' : 'The link of the invitation'}
      isOpen={isOpen}
      isHeld={made !== null}
      onClose={close}
      actions={null}
    >
      {made === null ? <InviteForm onMade={setMade} onCancel={close} /> : <Link made={made} onDone={close} />}
    </Dialog>
  )
}

const roleOptions = roles.map((value) => ({ value, label: roleNames[value] }))

function InviteForm({
  onMade,
  onCancel,
}: {
  onMade: (made: CreatedInvitation) => void
  onCancel: () => void
}) {
  const { api } = useDesk()
  const [label, setLabel] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [days, setDays] = useState(String(invitationLimits.usualDays))
  const commandIdOf = useCommandId()
  const form = useSubmit(onMade)
  const submit = () => {
    const body = { label: label.trim(), role, days: Number(days) }
    const isDays = Number.isInteger(body.days) && body.days >= 1 && body.days <= invitationLimits.days
    form.submit(() => api.invitations.create(body, { commandId: commandIdOf(body) }), {
      days: isDays ? null : `Choose 1 to ${invitationLimits.days} days.`,
    })
  }
  return (
    <Form
      submit="Make the link"
      isPending={form.isPending}
      error={form.error}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        label="For whom"
        description="A name for your list of invitations. Only administrators see it."
        value={label}
        onChange={setLabel}
        error={form.fieldError('label')}
        maxLength={100}
        autoFocus
      />
      <Select label="Role" options={roleOptions} value={role} onChange={setRole} />
      <TextField
        label="Valid for days"
        inputMode="numeric"
        value={days}
        onChange={setDays}
        error={form.fieldError('days')}
      />
    </Form>
  )
}

function Link({ made: { token }, onDone }: { made: CreatedInvitation; onDone: () => void }) {
  const link = token === '' ? '' : invitationLink(token)
  return (
    <ShownOnce secret={link} copy="Copy the link" onDone={onDone}>
      {link === ''
        ? 'The invitation was made, but its link was lost on the way. Take it back, and make another one.'
        : 'Send it to the person whom you invite, and to nobody else: it lets in whoever opens it first. It is not shown again. Until it is used, the invitation stands under “Invitations”.'}
    </ShownOnce>
  )
}
