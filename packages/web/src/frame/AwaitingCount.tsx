/** How much awaits the signed-in person, beside its area in the navigation; what anyone may do is not counted. */
import { useAwaiting } from '@copydesk/react'
import { Badge } from '../design/index.ts'
import styles from './Frame.module.css'

export function AwaitingCount() {
  const { total = 0, open = 0 } = useAwaiting().data ?? {}
  const count = total - open
  if (count === 0) return null
  return (
    <span className={styles.count}>
      <Badge tone="accent">{count > 99 ? '99+' : count}</Badge>
    </span>
  )
}
