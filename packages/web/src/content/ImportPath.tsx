/** The path that imported content came from: beside titles, which are often the same. */
import { cx } from '../design/index.ts'
import styles from './ImportPath.module.css'

export function ImportPath({ path }: { path: string }) {
  return (
    <span className={cx(styles.path)} title={path} dir="auto">
      {path}
    </span>
  )
}
