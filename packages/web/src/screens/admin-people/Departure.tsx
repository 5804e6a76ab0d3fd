/** Asks before somebody is kept out or removed, and says what becomes of their words and of keys that they made. */
import { ApiError } from '@copydesk/client'
import type { Person } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { Button, Dialog, Switch, showToast } from '../../design/index.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './AdminPeople.module.css'

export interface DepartureProps {
  person: Person
  act: 'deactivate' | 'remove'
  onClose: () => void
}

/** A failure is told in place, where one can try again. */
export function Departure({ person, act, onClose }: DepartureProps) {
  const { api } = useDesk()
  const { id, name } = person
  const keys = useLiveKeys(id)
  const [revokeKeys, setRevoke] = useState(false)
  const commandIdOf = useCommandId()
  const isRemoval = act === 'remove'
  const leave = useSubmit(() => {
    onClose()
    showToast({ tone: 'info', title: isRemoval ? `Removed ${name}` : `Deactivated ${name}` })
  })
  const send = () => {
    const commandId = commandIdOf({ id, act, revokeKeys })
    return isRemoval
      ? api.people.remove(id, { commandId })
      : api.people.change(id, { state: 'deactivated', revokeKeys }, { commandId })
  }
  return (
    <Dialog
      role="alertdialog"
      title={isRemoval ? `Remove ${name}?` : `Deactivate ${name}?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" isPending={leave.isPending} onPress={() => leave.submit(send)}>
            {isRemoval ? 'Remove' : 'Deactivate'}
          </Button>
        </>
      }
    >
      <p>
        {name} is signed out everywhere and cannot sign in any more. What {name} wrote stays.{' '}
        {isRemoval
          ? 'The e-mail address becomes free. This cannot be undone.'
          : 'You can let them in again at any time.'}
      </p>
      {keys > 0 && isRemoval && (
        <p>
          They made {keys === 1 ? 'a service key that goes on' : `${keys} service keys that go on`}: revoke it
          under Service keys where nobody else uses it.
        </p>
      )}
      {keys > 0 && !isRemoval && (
        <Switch
          label={
            keys === 1 ? 'Revoke the service key they made' : `Revoke the ${keys} service keys they made`
          }
          description="Programs that use them stop. Leave it off where others go on using the programs."
          isSelected={revokeKeys}
          onChange={setRevoke}
        />
      )}
      <div role="alert">
        {leave.error !== null && (
          <p className={styles.failure}>
            {leave.error.title}. {leave.error.remedy}
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** How many keys that somebody made are still valid; 0 until that is known. */
function useLiveKeys(personId: string): number {
  const { api } = useDesk()
  const [count, setCount] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    api.keys.list({ signal: leaving.signal }).then(
      ({ data }) =>
        setCount(data.filter((key) => key.createdBy.id === personId && key.revokedAt === null).length),
      (error: unknown) => {
        // The question can be answered without it.
        if (!leaving.signal.aborted && !(error instanceof ApiError)) throw error
      },
    )
    return () => leaving.abort()
  }, [api, personId])
  return count
}
