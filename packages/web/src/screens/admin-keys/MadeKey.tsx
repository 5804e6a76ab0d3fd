/** The text of a key that was just made. Nobody can see it again, so that nothing but the button closes it. */
import type { CreatedServiceKey } from '@copydesk/contract'
import { ShownOnce } from '../../design/index.ts'

export function MadeKey({ made: { key }, onDone }: { made: CreatedServiceKey; onDone: () => void }) {
  return (
    <ShownOnce secret={key} copy="Copy the key" onDone={onDone}>
      {key === ''
        ? 'The key was made, but its text was lost on the way. Revoke it, and make another one.'
        : 'Copy it now, and keep it as you keep a password. It is not shown again.'}
    </ShownOnce>
  )
}
