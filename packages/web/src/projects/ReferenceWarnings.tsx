/** Links that would lead to nothing live once this is published; they keep nothing from it. */
import { type ReferenceWarning, sayWarning } from '@copydesk/contract'
import { Link } from 'react-router'
import { paths } from '../paths.ts'
import styles from './LiftWords.module.css'

export interface ReferenceWarningsProps {
  warnings: readonly ReferenceWarning[]
  /** Of several items, each warning names its own. */
  isOfMany: boolean
  /** Where they cover the place that their links lead to: gives way to that. */
  onLeave: () => void
}

export function ReferenceWarnings({ warnings, isOfMany, onLeave }: ReferenceWarningsProps) {
  if (warnings.length === 0) return null
  return (
    <section aria-label="Links that lead nowhere" className={styles.warnings}>
      <p>Nothing of this is in the way:</p>
      <ul>
        {warnings.map((warning) => {
          const { versionId, title, reason, reference } = warning
          const words = sayWarning(warning)
          return (
            <li key={`${versionId} ${reason} ${reference.contentId}`} dir="auto">
              {isOfMany && `${title}: `}
              {reference.title === null ? (
                words
              ) : (
                <Link to={paths.contentItem(reference.contentId)} onClick={onLeave}>
                  {words}
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
