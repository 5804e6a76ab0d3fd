/** Who did what just now, at the foot of what they did it to. What is around it is `position: relative`. */
import styles from './Flag.module.css'

export interface FlagProps {
  by: string
  /** After the name: "moved it". */
  deed: string
}

export function Flag({ by, deed }: FlagProps) {
  return (
    <span className={styles.flag}>
      {by} {deed}
    </span>
  )
}
