/** The path that imported content came from: beside titles, which are often the same. */
import styles from './ImportPath.module.css'

export function ImportPath({ path }: { path: string }) {
  return (
    <span className={styles.path} title={path} dir="auto">
      {path}
    </span>
  )
}
