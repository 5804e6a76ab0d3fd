/** Makes a service key: what it is called and may do, then its text, which is shown this once. */
import type { CreatedServiceKey } from '@copydesk/contract'
import { useState } from 'react'
import { Dialog } from '../../design/index.ts'
import { KeyForm } from './KeyForm.tsx'
import { MadeKey } from './MadeKey.tsx'

export interface NewKeyProps {
  isOpen: boolean
  onClose: () => void
}

/** Stays where it is while the list around it changes, which the new key itself makes it do. */
export function NewKey({ isOpen, onClose }: NewKeyProps) {
  const [made, setMade] = useState<CreatedServiceKey | null>(null)
  const close = () => {
    setMade(null)
    onClose()
  }
  return (
    <Dialog
      title={made === null ? 'New service key' : `The key of “${made.name}”`}
      isOpen={isOpen}
      isHeld={made !== null}
      onClose={close}
      actions={null}
    >
      {made === null ? <KeyForm onMade={setMade} onCancel={close} /> : <MadeKey made={made} onDone={close} />}
    </Dialog>
  )
}
