/** The modal: rare, only for a decision that cannot be undone or that needs the whole attention. */
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Dialog.module.css'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** `alertdialog` when it warns of a loss. */
  role?: 'dialog' | 'alertdialog'
  children: ReactNode
  /** Buttons, the one that does it last. */
  actions: ReactNode
}

/** A modal dialog with title, content and actions; Escape and a click outside close it. */
export function Dialog({ title, isOpen, onClose, role = 'dialog', children, actions }: DialogProps) {
  const onOpenChange = (open: boolean) => {
    if (!open) onClose()
  }
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className={cx(styles.overlay)}>
      <Modal className={cx(styles.modal)}>
        <AriaDialog role={role} className={cx(styles.dialog)}>
          <Heading slot="title" level={2} className={cx(styles.title)}>
            {title}
          </Heading>
          {children}
          <div className={cx(styles.actions)}>{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
