/** The modal: rare, only for a decision that cannot be undone or that needs the whole attention. */
import { type ReactNode, Suspense } from 'react'
import { DialogSheet, useEverOpened } from './lazy-overlays.ts'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** `alertdialog` when it warns of a loss. */
  role?: 'dialog' | 'alertdialog'
  /** Only its own buttons close it, not Escape nor a click outside: what it shows is shown this once. */
  isHeld?: boolean
  /** `wide` for two texts side by side. */
  size?: 'medium' | 'wide'
  children: ReactNode
  /** Buttons, the one that does it last; null where the content has its own. */
  actions: ReactNode
}

/** A modal dialog with title, content and actions; Escape and a click outside close it. */
export function Dialog(props: DialogProps) {
  if (!useEverOpened(props.isOpen)) return null
  return (
    <Suspense>
      <DialogSheet {...props} />
    </Suspense>
  )
}
