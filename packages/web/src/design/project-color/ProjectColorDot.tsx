/** The colour of a project, as a dot beside its name. */
import type { ProjectColor } from '@copydesk/contract'
import { cx } from '../class-names.ts'
import styles from './ProjectColor.module.css'

/** The dot; silent, since the project's name stands beside it. */
export function ProjectColorDot({ color }: { color: ProjectColor }) {
  return <span className={cx(styles.dot, styles[color])} aria-hidden />
}
