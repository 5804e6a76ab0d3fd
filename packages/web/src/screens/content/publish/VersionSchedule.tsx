/**
 * The schedule of a version by itself, as long as it matters: when it goes out and what is in the way of that, that it
 * missed its time, or why it failed; each with its ways out.
 */
import type { Blocker, Schedule, VersionSummary } from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { CalendarClock, CalendarX } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { Button, cx } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { LiftWords } from '../../../projects/LiftWords.tsx'
import { ScheduledFor } from '../../../projects/ScheduledFor.tsx'
import styles from './VersionSchedule.module.css'

const ScheduleVersionDialog = later(
  async () => (await import('./ScheduleVersionDialog.tsx')).ScheduleVersionDialog,
)

export interface VersionScheduleProps {
  version: VersionSummary
  schedule: Schedule
}

export function VersionSchedule({ version, schedule }: VersionScheduleProps) {
  const commands = useCommands()
  const nameOf = useNameOf()
  const mayPublish = useMay('project.publish')
  const [isChanging, setChanging] = useState(false)
  const [isPending, setPending] = useState(false)
  const does = (act: () => Promise<unknown>) => () => {
    setPending(true)
    void act().finally(() => setPending(false))
  }
  const { state, note, failure } = schedule
  const isPlanned = state === 'pending'
  const Icon = isPlanned ? CalendarClock : CalendarX
  return (
    <section aria-label="Schedule" className={cx(styles.notice, !isPlanned && styles.failed)}>
      <Icon size={16} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <h2>
          {startOf(state)} <ScheduledFor schedule={schedule} />
        </h2>
        <p>
          {failure !== null && `Nothing was published: ${failure.detail} `}
          {nameOf(schedule.scheduledBy)} scheduled it{note !== '' && `: “${note}”`}.
        </p>
        {state !== 'failed' && <InTheWay version={version} schedule={schedule} />}
      </div>
      {mayPublish && (
        <div className={styles.actions}>
          {isPlanned && (
            <Button size="small" isDisabled={isPending} onPress={() => setChanging(true)}>
              Change…
            </Button>
          )}
          {state === 'missed' && (
            <Button
              size="small"
              variant="primary"
              isDisabled={isPending}
              onPress={does(() => commands.runVersionSchedule(version, schedule))}
            >
              Publish now
            </Button>
          )}
          <Button
            size="small"
            isDisabled={isPending}
            onPress={does(() => commands.cancelVersionSchedule(version, schedule))}
          >
            {state === 'failed' ? 'Dismiss' : 'Cancel schedule'}
          </Button>
        </div>
      )}
      <Suspense>
        {isChanging && (
          <ScheduleVersionDialog version={version} schedule={schedule} onClose={() => setChanging(false)} />
        )}
      </Suspense>
    </section>
  )
}

function startOf(state: Schedule['state']): string {
  if (state === 'failed') return 'Failed: it was to go out'
  return state === 'missed' ? 'Missed: it was to go out' : 'Scheduled for'
}

/** Asked anew whenever something came in the way, or left it. */
function InTheWay({ version: { id, contentId }, schedule: { revision } }: VersionScheduleProps) {
  const { api } = useDesk()
  const [blockers, setBlockers] = useState<readonly Blocker[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed schedule is the reason to ask again.
  useEffect(() => {
    const abort = new AbortController()
    api.content.versionBlockers(contentId, id, { signal: abort.signal }).then(
      // That it is scheduled is in the way of publishing it now, and not of its schedule.
      ({ data }) => setBlockers(data.filter(({ reason }) => reason !== 'not_ready')),
      () => {},
    )
    return () => abort.abort()
  }, [api, contentId, id, revision])
  if (blockers.length === 0) return null
  return (
    <section aria-label="In the way of the schedule" className={styles.inTheWay}>
      <h3>As it is now it would not be published</h3>
      <ul>
        {blockers.map((blocker) => (
          <li key={`${blocker.reason} ${'reference' in blocker ? blocker.reference.contentId : ''}`}>
            <LiftWords blocker={blocker} />
          </li>
        ))}
      </ul>
    </section>
  )
}
