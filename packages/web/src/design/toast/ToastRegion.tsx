/** Where toasts appear: one landmark, reached with F6, that holds still while one points at it. */
import { CircleAlert, Info, X } from 'lucide-react'
import {
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastList as ToastList,
} from 'react-aria-components'
import { Button } from '../button/Button.tsx'
import { IconButton } from '../button/IconButton.tsx'
import { cx } from '../class-names.ts'
import styles from './ToastRegion.module.css'
import { type ToastMessage, toastQueue } from './toasts.ts'

/** Put once, at the root of the app. */
export function ToastRegion() {
  return (
    <AriaToastRegion queue={toastQueue} aria-label="Messages" className={styles.region}>
      <ToastList<ToastMessage> className={styles.list}>
        {({ toast }) => {
          const { tone, title, text, action } = toast.content
          const act = () => {
            action?.onPress()
            toastQueue.close(toast.key)
          }
          return (
            <Toast toast={toast} className={cx(styles.toast, tone === 'error' && styles.error)}>
              <span className={styles.icon} aria-hidden>
                {tone === 'error' ? <CircleAlert size={16} /> : <Info size={16} />}
              </span>
              <ToastContent className={styles.content}>
                <Text slot="title" className={styles.title}>
                  {title}
                </Text>
                {text !== undefined && (
                  <Text slot="description" className={styles.text}>
                    {text}
                  </Text>
                )}
              </ToastContent>
              {action !== undefined && (
                <Button size="small" slot={null} onPress={act}>
                  {action.label}
                </Button>
              )}
              <IconButton label="Close" size="small" slot="close">
                <X size={15} aria-hidden />
              </IconButton>
            </Toast>
          )
        }}
      </ToastList>
    </AriaToastRegion>
  )
}
