/**
 * The queue behind the toast region. Toasts are for what is not visible otherwise: a failure of something that
 * left the screen, or the chance to undo. It keeps no history.
 */
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components'

export interface ToastMessage {
  tone: 'info' | 'error'
  title: string
  text?: string
  action?: { label: string; onPress: () => void }
}

/** At least the five seconds that React Aria asks for, so that everyone can read it; errors stay until closed. */
const visibleMs = 6000

/** The queue that the region shows. */
export const toastQueue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })

/** Shows a toast; returns how to take it away early. `onClose` runs when it goes, for whatever reason. */
export function showToast(message: ToastMessage, onClose?: () => void): () => void {
  const key = toastQueue.add(message, {
    ...(message.tone === 'error' ? {} : { timeout: visibleMs }),
    ...(onClose === undefined ? {} : { onClose }),
  })
  return () => toastQueue.close(key)
}
