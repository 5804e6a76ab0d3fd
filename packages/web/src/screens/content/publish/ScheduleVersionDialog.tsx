/** Asks when a version is to go out by itself. */
import type { Schedule, VersionSummary } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { AskWhen } from '../../../projects/schedule/AskWhen.tsx'

export interface ScheduleVersionDialogProps {
  version: VersionSummary
  /** The one to be changed; null makes one. */
  schedule: Schedule | null
  onClose: () => void
}

export function ScheduleVersionDialog({ version, schedule, onClose }: ScheduleVersionDialogProps) {
  const commands = useCommands()
  return (
    <AskWhen
      schedule={schedule}
      isBlocked={schedule === null && version.status !== 'ready'}
      onSend={(asked) =>
        schedule === null
          ? commands.scheduleVersion(version, asked)
          : commands.changeVersionSchedule(version, schedule, asked)
      }
      onClose={onClose}
    >
      <p dir="auto">
        Version {version.number} of “{version.title}” goes live without a project. Until then it cannot be
        changed.
      </p>
    </AskWhen>
  )
}
