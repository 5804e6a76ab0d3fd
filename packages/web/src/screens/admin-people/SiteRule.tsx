/** The approval rule of the site, which counts wherever a project has none of its own. */
import { ApprovalRule } from '../../projects/review/rule/ApprovalRule.tsx'
import styles from './AdminPeople.module.css'

export function SiteRule() {
  return (
    <div className={styles.rule}>
      <p className={styles.about}>
        What has to happen before something in review is ready to publish, wherever a project has no rule of
        its own.
      </p>
      <ApprovalRule projectId={null} />
    </div>
  )
}
