/** Comments that are on their way: discs and lines where they will be. */
import { cx, Skeleton } from '../../design/index.ts'
import styles from './Comments.module.css'

const widths = ['72%', '48%', '64%']

export function CommentsSkeleton() {
  return (
    <div role="status" aria-label="Loading comments" className={styles.threads}>
      {widths.map((width) => (
        <div key={width} className={styles.comment}>
          <span className={styles.disc} />
          <div className={cx(styles.content, styles.lines)}>
            <Skeleton width="120px" />
            <Skeleton width={width} />
          </div>
        </div>
      ))}
    </div>
  )
}
