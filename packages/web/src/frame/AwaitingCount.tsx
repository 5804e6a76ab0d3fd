/** How much awaits the signed-in person, beside its area in the navigation. */
import { useAwaiting } from '@copydesk/react'
import { Badge } from '../design/index.ts'
import styles from './Frame.module.css'

export function AwaitingCount() {
  const total = useAwaiting().data?.total ?? 0
  if (total === 0) return null
  return (
    <span className={styles.count}>
      <Badge tone="accent">{total > 99 ? '99+' : total}</Badge>
    </span>
  )
}
