/**
 * The schedule of the project, as long as it matters: when it goes out and what is in the way of that, that it missed its
 * time, or why it failed; each with its ways out.
 */
import type { ProjectItem, Schedule, ViewedProject } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { CalendarClock, CalendarX } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { Button, cx } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { useNameOf } from '../../../people/use-name-of.ts'
import { ScheduledFor } from '../../../projects/ScheduledFor.tsx'
import { BlockerList } from './BlockerList.tsx'
import styles from './Header.module.css'
import { sayBlocked } from './publish-outcome.ts'
import { useBlockers } from './use-blockers.ts'

const ScheduleDialog = later(async () => (await import('./ScheduleDialog.tsx')).ScheduleDialog, 'now')

export interface ScheduleNoticeProps {
  project: ViewedProject
  schedule: Schedule
  items: readonly ProjectItem[]
  mayPublish: boolean
}

export function ScheduleNotice({ project, schedule, items, mayPublish }: ScheduleNoticeProps) {
  const commands = useCommands()
  const nameOf = useNameOf()
  const [isChanging, setChanging] = useState(false)
  const [isPending, setPending] = useState(false)
  const does = (act: () => Promise<unknown>) => () => {
    setPending(true)
    void act().finally(() => setPending(false))
  }
  const cancel = does(() => commands.cancelSchedule(project.id, schedule))
  const { state, note, failure } = schedule
  const by = `${nameOf(schedule.scheduledBy)} scheduled it${note === '' ? '' : `: “${note}”`}.`
  if (state === 'failed') {
    return (
      <Notice
        tone="failed"
        title={
          <>
            Nothing was published: the schedule for <ScheduledFor schedule={schedule} />, failed
          </>
        }
        actions={
          mayPublish && (
            <Button size="small" isDisabled={isPending} onPress={cancel}>
              Dismiss
            </Button>
          )
        }
      >
        <p>
          {failure?.detail} {by} Everything is ready again; put it right, then publish or schedule it anew.
        </p>
      </Notice>
    )
  }
  const isMissed = state === 'missed'
  return (
    <>
      <Notice
        tone={isMissed ? 'failed' : 'plain'}
        title={
          <>
            {isMissed ? 'Missed: it was to go out' : 'Scheduled for'} <ScheduledFor schedule={schedule} />
          </>
        }
        actions={
          mayPublish && (
            <>
              {isMissed ? (
                <Button
                  size="small"
                  variant="primary"
                  isDisabled={isPending}
                  onPress={does(() => commands.runSchedule(project.id, schedule))}
                >
                  Publish now
                </Button>
              ) : (
                <Button size="small" isDisabled={isPending} onPress={() => setChanging(true)}>
                  Change…
                </Button>
              )}
              <Button size="small" isDisabled={isPending} onPress={cancel}>
                Cancel schedule
              </Button>
            </>
          )
        }
      >
        <p>
          {by}{' '}
          {isMissed
            ? 'Nobody published it in time. Publish it now, or cancel and edit it.'
            : 'Until then texts, statuses and items stay as they are; cancel it to change them.'}
        </p>
        <InTheWay project={project} schedule={schedule} items={items} />
      </Notice>
      <Suspense>
        {isChanging && (
          <ScheduleDialog
            project={project}
            schedule={schedule}
            items={items}
            onClose={() => setChanging(false)}
          />
        )}
      </Suspense>
    </>
  )
}

function InTheWay({ project, schedule, items }: Omit<ScheduleNoticeProps, 'mayPublish'>) {
  const blockers = useBlockers(project.id, items, schedule)?.data ?? []
  if (blockers.length === 0) return null
  return (
    <section aria-label="In the way of the schedule" className={styles.inTheWay}>
      <h3>As it is now nothing would be published: {sayBlocked(blockers)}</h3>
      <BlockerList projectId={project.id} blockers={blockers} items={items} />
    </section>
  )
}

interface NoticeProps {
  tone: 'plain' | 'failed'
  title: ReactNode
  children: ReactNode
  actions: ReactNode
}

function Notice({ tone, title, children, actions }: NoticeProps) {
  const Icon = tone === 'plain' ? CalendarClock : CalendarX
  return (
    <section aria-label="Schedule" className={cx(styles.notice, tone === 'failed' && styles.failed)}>
      <span className={styles.noticeIcon} aria-hidden>
        <Icon size={16} />
      </span>
      <div className={styles.noticeText}>
        <h2>{title}</h2>
        {children}
      </div>
      <div className={styles.noticeActions}>{actions}</div>
    </section>
  )
}
