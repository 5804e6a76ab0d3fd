/**
 * Asks when a project is to go out: a date and a time as the clocks of a zone show them. What that is, and whether it is
 * at all, the server says; where the clocks show it twice, it is asked which.
 */
import type { ApiError } from '@copydesk/client'
import type { Occurrence, ProjectItem, Schedule, ViewedProject } from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { useEffect, useMemo, useState } from 'react'
import { Button, Dialog, TextArea, TextField } from '../../../design/index.ts'
import { shownInPlace } from '../../../frame/failure-toasts.ts'
import { zoneSuggestions } from '../../../people/offered-zones.ts'
import { ReferenceWarnings } from '../../../projects/ReferenceWarnings.tsx'
import { BlockerList } from './BlockerList.tsx'
import styles from './Header.module.css'
import { sayPlan } from './publishing.ts'
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
  const zones = useMemo(zoneSuggestions, [])
  const ownZone = useOwnZone()
  const [typed, setTyped] = useState(() => timesOf(schedule))
  const [note, setNote] = useState(schedule?.note ?? '')
  const [error, setError] = useState<ApiError | null>(null)
  const [isPending, setPending] = useState(false)
  const found = useBlockers(project.id, items, schedule)
  const blockers = found?.data ?? []
  const timeZone = typed.timeZone ?? ownZone
  const type = (values: Partial<typeof typed>) => {
    setTyped({ ...typed, ...values })
    setError(null)
  }
  const send = async (occurrence?: Occurrence) => {
    setPending(true)
    setError(null)
    const body = { wallTime: `${typed.date}T${typed.time}`, timeZone, occurrence, note: note.trim() }
    const outcome =
      schedule === null
        ? await commands.scheduleProject(project.id, body)
        : await commands.changeSchedule(project.id, schedule, body)
    setPending(false)
    if (outcome.ok) return onClose()
    shownInPlace(outcome)
    setError(outcome.error)
  }
  const wrong = (path: string) => error?.errors.find((one) => one.path === path)?.message ?? null
  const isElsewhere = error !== null && wrong('/wallTime') === null && wrong('/timeZone') === null
  const choices = error?.choices ?? []
  return (
    <Dialog
      title={schedule === null ? 'Schedule' : 'Change the schedule'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{schedule === null ? 'Cancel' : 'Leave it'}</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={typed.date === '' || typed.time === '' || (schedule === null && blockers.length > 0)}
            onPress={() => void send()}
          >
            {schedule === null ? 'Schedule' : 'Save'}
          </Button>
        </>
      }
    >
      <p>{sayPlan(items)} Until then nothing of it can be changed.</p>
      {blockers.length > 0 && (
        <section aria-label="In the way" className={styles.inTheWay}>
          <BlockerList projectId={project.id} blockers={blockers} items={items} />
        </section>
      )}
      {found !== null && <ReferenceWarnings warnings={found.warnings} isOfMany />}
      <div className={styles.when}>
        <TextField
          label="Date"
          type="date"
          value={typed.date}
          onChange={(date) => type({ date })}
          autoFocus
        />
        <TextField label="Time" type="time" value={typed.time} onChange={(time) => type({ time })} />
      </div>
      <TextField
        label="Time zone"
        value={timeZone}
        onChange={(timeZone) => type({ timeZone })}
        suggestions={zones}
        error={wrong('/timeZone')}
      />
      <div role="alert" className={styles.fault}>
        {wrong('/wallTime') !== null && <p>{wrong('/wallTime')}.</p>}
        {isElsewhere && <p>{choices.length > 0 ? error.message : `${error.title}. ${error.remedy}`}</p>}
        {choices.map(({ occurrence, offset }) => (
          <Button key={occurrence} size="small" onPress={() => void send(occurrence)}>
            The {occurrence} one (UTC{offset})
          </Button>
        ))}
      </div>
      <TextArea label="Why? (kept with the release)" value={note} onChange={setNote} maxLength={1000} />
    </Dialog>
  )
}

/** Null for a zone that nobody chose yet. */
function timesOf(schedule: Schedule | null): { date: string; time: string; timeZone: string | null } {
  if (schedule === null) return { date: '', time: '', timeZone: null }
  const [date = '', time = ''] = schedule.wallTime.split('T')
  return { date, time: time.replace(/:00$/, ''), timeZone: schedule.timeZone }
}

/** The zone of the person's profile; until that is there, and where it says none, that of the device. */
function useOwnZone(): string {
  const { api } = useDesk()
  const [zone, setZone] = useState(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)
  useEffect(() => {
    api.me.get().then(
      ({ timeZone }) => timeZone !== null && setZone(timeZone),
      () => {},
    )
  }, [api])
  return zone
}
