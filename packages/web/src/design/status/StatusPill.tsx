/** The status of a version, as a pill with icon and word, or as the icon alone. */
import type { Status } from '@copydesk/contract'
import { cx } from '../class-names.ts'
import styles from './Status.module.css'
import { statusLooks } from './status-look.ts'

/** Icon and word on the status's tint. */
export function StatusPill({ status }: { status: Status }) {
  const { label, icon: Icon } = statusLooks[status]
  return (
    <span className={cx(styles.pill, styles[status])}>
      <Icon size={13} strokeWidth={2.25} aria-hidden />
      <span>{label}</span>
    </span>
  )
}

/** The icon in the status's colour, for menus and narrow rows; the label is spoken unless it stands beside it. */
export function StatusIcon({ status, isLabelled = false }: { status: Status; isLabelled?: boolean }) {
  const { label, icon: Icon } = statusLooks[status]
  const spoken = isLabelled ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return <Icon size={15} strokeWidth={2.25} className={cx(styles.icon, styles[status])} {...spoken} />
}
