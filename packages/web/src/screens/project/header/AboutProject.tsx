/** The line under the name: what the project is for, and how its items stand. */
import type { RowChange } from '@copydesk/client'
import type { Project, ProjectItem, Status } from '@copydesk/contract'
import { useMemo } from 'react'
import { countByStatus } from '../items/item-filter.ts'
import { ChangeMark } from './ChangeMark.tsx'
import styles from './Header.module.css'
import { InlineText } from './InlineText.tsx'
import { StatusFilter } from './StatusFilter.tsx'

export interface AboutProjectProps {
  project: Project
  items: readonly ProjectItem[]
  mayEdit: boolean
  /** What someone else changed of it just now. */
  change: RowChange | undefined
  /** The statuses that the items are narrowed to. */
  chosen: readonly Status[]
  onChoose: (statuses: readonly Status[]) => void
}

export function AboutProject({ project, items, mayEdit, change, chosen, onChoose }: AboutProjectProps) {
  const counts = useMemo(() => countByStatus(items), [items])
  const hasWords = mayEdit || project.description !== ''
  if (!hasWords && items.length === 0) return null
  return (
    <div className={styles.about}>
      {hasWords && (
        <div className={styles.description} title={project.description}>
          <ChangeMark change={change} field="description" deed="described it">
            <InlineText
              project={project}
              field="description"
              label="Description"
              placeholder="Add a description"
              maxLength={5000}
              mayEdit={mayEdit}
            />
          </ChangeMark>
        </div>
      )}
      <StatusFilter counts={counts} chosen={chosen} onChange={onChoose} />
    </div>
  )
}
