/** Says that the project is archived, so that nobody looks for what cannot be done, with the way to open it again. */
import type { Project } from '@copydesk/contract'
import { Archive } from 'lucide-react'
import { Button, RelativeTime } from '../../../design/index.ts'
import { useProjectEnds } from '../../../projects/use-project-ends.ts'
import styles from './Header.module.css'

export interface ArchivedNoticeProps {
  project: Project
  since: string
  mayReactivate: boolean
}

export function ArchivedNotice({ project, since, mayReactivate }: ArchivedNoticeProps) {
  const { reactivate } = useProjectEnds()
  return (
    <section aria-label="Archived" className={styles.notice}>
      <span className={styles.noticeIcon} aria-hidden>
        <Archive size={16} />
      </span>
      <div className={styles.noticeText}>
        <h2>
          Archived <RelativeTime at={since} />
        </h2>
        <p>It can be read. What was not published comes back with it where it is still free.</p>
      </div>
      {mayReactivate && (
        <div className={styles.noticeActions}>
          <Button size="small" onPress={() => void reactivate(project)}>
            Reactivate
          </Button>
        </div>
      )}
    </section>
  )
}
