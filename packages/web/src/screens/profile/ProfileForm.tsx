/** A form of the profile with its heading: what is wrong as a whole is said in it, and the focus goes to a wrong field. */
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from '../../design/index.ts'
import type { Submit } from '../../session/use-submit.ts'
import styles from './Profile.module.css'

export interface ProfileFormProps {
  title: string
  form: Pick<Submit<unknown>, 'error' | 'isInvalid'>
  onSubmit: () => void
  children: ReactNode
}

export function ProfileForm({ title, form, onSubmit, children }: ProfileFormProps) {
  const headingId = useId()
  const formRef = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (form.isInvalid) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form.isInvalid])
  return (
    <form
      ref={formRef}
      noValidate
      aria-labelledby={headingId}
      className={cx(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <h2 id={headingId} className={cx(styles.heading)}>
        {title}
      </h2>
      {children}
      <div role="alert">
        {form.error !== null && (
          <p className={cx(styles.failure)}>
            {form.error.title}. {form.error.remedy}
          </p>
        )}
      </div>
    </form>
  )
}
