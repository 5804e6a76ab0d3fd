/** Asks when a project is to go out, with what that is and what is in the way of it. */
import type { ProjectItem, Schedule, ViewedProject } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { ReferenceWarnings } from '../../../projects/ReferenceWarnings.tsx'
import { AskWhen } from '../../../projects/schedule/AskWhen.tsx'
import { BlockerList } from './BlockerList.tsx'
import styles from './Header.module.css'
import { sayPlan } from './publish-outcome.ts'
import { useBlockers } from './use-blockers.ts'

export interface ScheduleDialogProps {
  project: ViewedProject
  /** The one to be changed; null makes one. */
  schedule: Schedule | null
  items: readonly ProjectItem[]
  onClose: () => void
}

export function ScheduleDialog({ project, schedule, items, onClose }: ScheduleDialogProps) {
  const commands = useCommands()
  const found = useBlockers(project.id, items, schedule)
  const blockers = found?.data ?? []
  return (
    <AskWhen
      schedule={schedule}
      isBlocked={blockers.length > 0}
      onSend={(asked) =>
        schedule === null
          ? commands.scheduleProject(project.id, asked)
          : commands.changeSchedule(project.id, schedule, asked)
      }
      onClose={onClose}
    >
      <p>{sayPlan(items)} Until then nothing of it can be changed.</p>
      {blockers.length > 0 && (
        <section aria-label="In the way" className={styles.inTheWay}>
          <BlockerList projectId={project.id} blockers={blockers} items={items} onLeave={onClose} />
        </section>
      )}
      {found !== null && <ReferenceWarnings warnings={found.warnings} isOfMany onLeave={onClose} />}
    </AskWhen>
  )
}
