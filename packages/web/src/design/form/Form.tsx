/** A form in a dialog: its fields, why it failed, and its two buttons. What it sends is the caller's. */
import type { ReactNode } from 'react'
import { Button } from '../button/Button.tsx'
import { cx } from '../class-names.ts'
import styles from './Form.module.css'

export interface FormProps {
  /** On the button that sends it. */
  submit: string
  isPending: boolean
  /** Why it failed as a whole; what is wrong with a field stands at the field. */
  error: { title: string; remedy: string } | null
  /** More that is wrong, with no field to stand at. */
  fault?: string | null
  onSubmit: () => void
  onCancel: () => void
  children: ReactNode
}

export function Form({ submit, isPending, error, fault = null, onSubmit, onCancel, children }: FormProps) {
  return (
    <form
      noValidate
      className={cx(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      <div role="alert">
        {fault !== null && <p className={cx(styles.failure)}>{fault}</p>}
        {error !== null && (
          <p className={cx(styles.failure)}>
            {error.title}. {error.remedy}
          </p>
        )}
      </div>
      <div className={cx(styles.actions)}>
        <Button onPress={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" isPending={isPending}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
