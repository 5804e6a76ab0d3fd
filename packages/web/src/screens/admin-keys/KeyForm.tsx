/** Name, rights and end of a new service key. */
import type { CreatedServiceKey, KeyScope } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useState } from 'react'
import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { CheckMark, cx, Form, TextField } from '../../design/index.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './AdminKeys.module.css'
import { endOfDay, offeredScopes, scopeWords } from './key-words.ts'

export interface KeyFormProps {
  onMade: (made: CreatedServiceKey) => void
  onCancel: () => void
}

/** Keeps what was typed when the server refuses or cannot be reached. */
export function KeyForm({ onMade, onCancel }: KeyFormProps) {
  const { api } = useDesk()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly KeyScope[]>([])
  const [lastDay, setLastDay] = useState('')
  const commandIdOf = useCommandId()
  const form = useSubmit(onMade)
  const submit = () => {
    const expiresAt = endOfDay(lastDay)
    const body = { name: name.trim(), scopes: [...scopes], expiresAt }
    form.submit(() => api.keys.create(body, { commandId: commandIdOf(body) }), {
      name: body.name === '' ? 'Name the program that will use it.' : null,
      scopes: scopes.length === 0 ? 'Choose what it may do.' : null,
      expiresAt:
        expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'Choose today or a later day.' : null,
    })
  }
  const scopesError = form.fieldError('scopes')
  return (
    <Form
      submit="Create key"
      isPending={form.isPending}
      error={form.error}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        label="Name"
        description="Shown wherever the program did something."
        value={name}
        onChange={setName}
        error={form.fieldError('name')}
        maxLength={100}
        autoFocus
      />
      <CheckboxGroup
        aria-label="It may"
        aria-describedby="scopes-error"
        value={[...scopes]}
        onChange={(chosen) => setScopes(offeredScopes.filter((scope) => chosen.includes(scope)))}
        isInvalid={scopesError !== null}
        className={cx(styles.scopes)}
      >
        <span aria-hidden className={cx(styles.label, styles.wide)}>
          It may
        </span>
        {offeredScopes.map((scope) => (
          <Checkbox key={scope} value={scope} className={cx(styles.scope)}>
            {({ isSelected }) => (
              <>
                <CheckMark state={isSelected ? 'on' : 'off'} />
                {scopeWords[scope]}
              </>
            )}
          </Checkbox>
        ))}
        <span id="scopes-error" className={cx(styles.failure, styles.wide)}>
          {scopesError}
        </span>
      </CheckboxGroup>
      <TextField
        label="Valid through"
        type="date"
        description="Leave it empty for a key that does not expire."
        value={lastDay}
        onChange={setLastDay}
        error={form.fieldError('expiresAt')}
      />
    </Form>
  )
}
