/** Takes a group over from the sign-in provider, so that it is changed here from then on. */
import type { Group } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Button, showToast } from '../../../design/index.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { useSubmit } from '../../../session/use-submit.ts'

export function TakeOver({ group: { id, name } }: { group: Group }) {
  const { api } = useDesk()
  const commandIdOf = useCommandId()
  const form = useSubmit<Group>(() =>
    showToast({ tone: 'info', title: `${name} is changed here from now on, not by single sign-on` }),
  )
  const change = { isManaged: false }
  const send = () => api.groups.change(id, change, { commandId: commandIdOf({ id, ...change }) })
  return (
    <>
      {form.error !== null && (
        <span role="alert">
          {form.error.title}. {form.error.remedy}
        </span>
      )}
      <Button
        size="small"
        aria-label={`Manage ${name} here`}
        isPending={form.isPending}
        onPress={() => form.submit(send)}
      >
        Manage here
      </Button>
    </>
  )
}
