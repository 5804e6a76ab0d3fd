/** What a new account is made of, wherever somebody comes in: their name, their address and a password. */
import { TextField } from '../design/index.ts'
import type { FieldErrors } from '../session/use-submit.ts'

export interface Account {
  name: string
  email: string
  password: string
}

export const emptyAccount: Account = { name: '', email: '', password: '' }

/** What is wrong with it as far as can be told before it is sent. */
export function accountErrors({ name, email, password }: Account): FieldErrors {
  return {
    name: name.trim() === '' ? 'Enter your name.' : null,
    email: email.includes('@') ? null : 'Enter an e-mail address, such as anna@example.com.',
    // Characters as people count them; an emoji is one.
    password: [...password].length < 10 ? 'Choose a password of at least 10 characters.' : null,
  }
}

export interface AccountFieldsProps {
  account: Account
  onChange: (account: Account) => void
  fieldError: (name: string) => string | null
  /** False where something else is to be written before. */
  isFocusedFirst?: boolean
}

export function AccountFields({ account, onChange, fieldError, isFocusedFirst = true }: AccountFieldsProps) {
  const set = (change: Partial<Account>) => onChange({ ...account, ...change })
  return (
    <>
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        value={account.name}
        onChange={(name) => set({ name })}
        error={fieldError('name')}
        autoFocus={isFocusedFirst}
      />
      <TextField
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        value={account.email}
        onChange={(email) => set({ email })}
        error={fieldError('email')}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="new-password"
        description="At least 10 characters."
        value={account.password}
        onChange={(password) => set({ password })}
        error={fieldError('password')}
      />
    </>
  )
}
