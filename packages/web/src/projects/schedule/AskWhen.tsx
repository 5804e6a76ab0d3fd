/**
 * Asks when something is to go out: a date and a time as the clocks of a zone show them. What that is, and whether it is
 * at all, the server says; where the clocks show it twice, it is asked which.
 */
import type { ApiError, CommandOutcome } from '@copydesk/client'
import type { CreateSchedule, Occurrence, Schedule } from '@copydesk/contract'
import { type ReactNode, useMemo, useState } from 'react'
import { Button, Dialog, TextArea, TextField } from '../../design/index.ts'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { zoneSuggestions } from '../../people/offered-zones.ts'
import { useOwnZone } from '../../people/use-own-zone.ts'
import styles from './AskWhen.module.css'

export interface AskWhenProps {
  /** The one to be changed; null makes one. */
  schedule: Schedule | null
  /** Whether something is in the way of making one. */
  isBlocked: boolean
  onSend: (asked: CreateSchedule) => Promise<CommandOutcome<Schedule>>
  onClose: () => void
  /** What is to go out, and what is in the way of that. */
  children: ReactNode
}

export function AskWhen({ schedule, isBlocked, onSend, onClose, children }: AskWhenProps) {
  const zones = useMemo(zoneSuggestions, [])
  const ownZone = useOwnZone()
  const [typed, setTyped] = useState(() => timesOf(schedule))
  const [note, setNote] = useState(schedule?.note ?? '')
  const [error, setError] = useState<ApiError | null>(null)
  const [isPending, setPending] = useState(false)
  const timeZone = typed.timeZone ?? ownZone
  const type = (values: Partial<typeof typed>) => {
    setTyped({ ...typed, ...values })
    setError(null)
  }
  const send = async (occurrence?: Occurrence) => {
    setPending(true)
    setError(null)
    const body = { wallTime: `${typed.date}T${typed.time}`, timeZone, occurrence, note: note.trim() }
    const outcome = await onSend(body)
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
            isDisabled={typed.date === '' || typed.time === '' || (schedule === null && isBlocked)}
            onPress={() => void send()}
          >
            {schedule === null ? 'Schedule' : 'Save'}
          </Button>
        </>
      }
    >
      {children}
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
