/** The text of a key that was just made. Nobody can see it again, so that nothing but the button closes it. */
import type { CreatedServiceKey } from '@copydesk/contract'
import { Button, CopyButton, cx } from '../../design/index.ts'
import styles from './AdminKeys.module.css'

export function MadeKey({ made: { key }, onDone }: { made: CreatedServiceKey; onDone: () => void }) {
  return (
    <div className={cx(styles.form)}>
      {key === '' ? (
        <p>The key was made, but its text was lost on the way. Revoke it, and make another one.</p>
      ) : (
        <>
          <p>Copy it now, and keep it as you keep a password. It is not shown again.</p>
          <code className={cx(styles.secret)}>{key}</code>
        </>
      )}
      <div className={cx(styles.actions)}>
        {key !== '' && (
          <CopyButton text={key} size="medium" variant="primary">
            Copy the key
          </CopyButton>
        )}
        <Button onPress={onDone}>Done</Button>
      </div>
    </div>
  )
}
