/** A secret that nobody can see again, to be copied: for the dialog that stays until *Done*. */
import type { ReactNode } from 'react'
import { Button } from '../button/Button.tsx'
import { CopyButton } from '../button/CopyButton.tsx'
import { cx } from '../class-names.ts'
import styles from './Form.module.css'

export interface ShownOnceProps {
  /** Empty when it was lost on the way. */
  secret: string
  /** On the button that copies it. */
  copy: string
  onDone: () => void
  /** What it is for, or what to do about its loss. */
  children: ReactNode
}

export function ShownOnce({ secret, copy, onDone, children }: ShownOnceProps) {
  return (
    <div className={cx(styles.form)}>
      <p>{children}</p>
      {secret !== '' && <code className={cx(styles.secret)}>{secret}</code>}
      <div className={cx(styles.actions)}>
        {secret !== '' && (
          <CopyButton text={secret} size="medium" variant="primary">
            {copy}
          </CopyButton>
        )}
        <Button onPress={onDone}>Done</Button>
      </div>
    </div>
  )
}
