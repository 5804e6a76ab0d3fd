/** Why an item was rejected, and by whom. */
import type { Rejection } from '@copydesk/contract'
import { RelativeTime } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './cell-controls.module.css'

export function RejectionWords({ rejection: { reason, by, at } }: { rejection: Rejection }) {
  const name = useNameOf()(by)
  return (
    <span className={styles.rejection}>
      {reason !== '' && <bdi className={styles.reason}>{reason}</bdi>}{' '}
      <span className={styles.none}>
        {reason === '' && 'Rejected by '}
        {name}, <RelativeTime at={at} />
      </span>
    </span>
  )
}
