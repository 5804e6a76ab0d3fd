/** Makes a group, or changes one: its name and who is in it. What others change meanwhile stays as they left it. */
import { type Group, groupLimits, type Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useState } from 'react'
import { Dialog, Form, showToast, TextField } from '../../../design/index.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { useSubmit } from '../../../session/use-submit.ts'
import { MemberPicker } from './MemberPicker.tsx'

export interface GroupFormProps {
  /** As it was when the form opened; null for a new one. */
  group: Group | null
  onClose: () => void
}

export function GroupForm({ group, onClose }: GroupFormProps) {
  const { api } = useDesk()
  const [before] = useState(group)
  const [name, setName] = useState(before?.name ?? '')
  const [memberIds, setMembers] = useState<ReadonlySet<Id>>(new Set(before?.memberIds))
  const commandIdOf = useCommandId()
  const form = useSubmit<Group>((saved) => {
    onClose()
    showToast({ tone: 'info', title: before === null ? `Made ${saved.name}` : `Changed ${saved.name}` })
  })
  const send = (title: string) => {
    if (before === null) {
      const body = { name: title, memberIds: [...memberIds] }
      return api.groups.create(body, { commandId: commandIdOf(body) })
    }
    const change = {
      ...(title === before.name ? {} : { name: title }),
      addIds: [...memberIds].filter((id) => !before.memberIds.includes(id)),
      removeIds: before.memberIds.filter((id) => !memberIds.has(id)),
    }
    return api.groups.change(before.id, change, { commandId: commandIdOf(change) })
  }
  const submit = () => {
    const title = name.trim()
    form.submit(() => send(title), {
      name: title === '' ? 'Give the group a name.' : null,
      memberIds:
        memberIds.size > groupLimits.members
          ? `Choose at most ${groupLimits.members.toLocaleString('en')}.`
          : null,
    })
  }
  const membersError =
    form.fieldError('memberIds') ?? form.fieldError('addIds') ?? form.fieldError('removeIds')
  return (
    <Dialog
      title={before === null ? 'New group' : `Change ${before.name}`}
      isOpen
      onClose={onClose}
      actions={null}
    >
      <Form
        submit={before === null ? 'Make the group' : 'Save'}
        isPending={form.isPending}
        error={form.error}
        fault={membersError}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={form.fieldError('name')}
          maxLength={100}
          autoFocus
        />
        <MemberPicker chosen={memberIds} onChange={setMembers} />
      </Form>
    </Dialog>
  )
}
