/** Changes the password: the old one is asked for, and other sessions end unless they are kept. */
import type { Me } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useState } from 'react'
import { Button, cx, Switch, showToast, TextField } from '../../design/index.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './Profile.module.css'
import { ProfileForm } from './ProfileForm.tsx'

export function OwnPassword({ me }: { me: Me }) {
  return me.hasPassword ? (
    <PasswordForm email={me.email} />
  ) : (
    <section aria-label="Password">
      <h2 className={cx(styles.heading)}>Password</h2>
      <p className={cx(styles.note)}>You sign in without a password here, so there is none to change.</p>
    </section>
  )
}

function PasswordForm({ email }: { email: string }) {
  const { api, lives } = useDesk()
  const [currentPassword, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [keepOtherSessions, setKeep] = useState(false)
  const form = useSubmit(() => {
    setCurrent('')
    setPassword('')
    // The session that asked has ended: another one is current now.
    void lives.ownSessions().refresh()
    showToast({
      tone: 'info',
      title: 'Your password is changed',
      text: keepOtherSessions ? 'Other sessions go on.' : 'You are signed out everywhere else.',
    })
  })
  const submit = () =>
    form.submit(() => api.me.changePassword({ currentPassword, password, keepOtherSessions }), {
      currentPassword: currentPassword === '' ? 'Enter your current password.' : null,
      password: [...password].length < 10 ? 'Choose a password of at least 10 characters.' : null,
    })
  const isWrong = form.error?.code === 'password_wrong'
  return (
    <ProfileForm
      title="Password"
      form={{ error: isWrong ? null : form.error, isInvalid: form.isInvalid || isWrong }}
      onSubmit={submit}
    >
      {/* Password managers learn from it whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Current password"
        type="password"
        name="currentPassword"
        autoComplete="current-password"
        value={currentPassword}
        onChange={setCurrent}
        error={isWrong ? 'The current password is wrong.' : form.fieldError('currentPassword')}
      />
      <TextField
        label="New password"
        type="password"
        name="password"
        autoComplete="new-password"
        description="At least 10 characters."
        value={password}
        onChange={setPassword}
        error={form.fieldError('password')}
      />
      <Switch
        label="Stay signed in elsewhere"
        description="Leave it off if somebody may know the old password."
        isSelected={keepOtherSessions}
        onChange={setKeep}
      />
      <Button type="submit" isPending={form.isPending}>
        Change password
      </Button>
    </ProfileForm>
  )
}
