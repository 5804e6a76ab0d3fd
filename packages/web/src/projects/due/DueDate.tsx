/** When an item or a task is due, and the popover to choose another day or none. */
import type { CalendarDate } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Button, Popover, PopoverTrigger, Spoken } from '../../design/index.ts'
import styles from '../review/cell-controls.module.css'
import { DueDay, type DueProps } from './DueDay.tsx'
import { dayFrom } from './due-date.ts'

export interface DueDateProps extends DueProps {
  onChange: (dueAt: CalendarDate | null) => void
}

export function DueDate({ dueAt, isOver, onChange }: DueDateProps) {
  return (
    <PopoverTrigger>
      <AriaButton className={styles.control}>
        <Spoken>Due date:</Spoken>
        {dueAt === null ? (
          <span className={styles.none}>No date</span>
        ) : (
          <DueDay dueAt={dueAt} isOver={isOver} />
        )}
        <ChevronDown size={12} className={styles.chevron} aria-hidden />
      </AriaButton>
      <Popover label="Due date" placement="bottom start">
        {({ close }) => (
          <DueForm
            dueAt={dueAt}
            onDone={(chosen) => {
              close()
              if (chosen !== dueAt) onChange(chosen)
            }}
          />
        )}
      </Popover>
    </PopoverTrigger>
  )
}

/** Asks for the day. */
export function DueForm({
  dueAt,
  onDone,
}: {
  dueAt: CalendarDate | null
  onDone: (dueAt: CalendarDate | null) => void
}) {
  const [day, setDay] = useState(dueAt ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone(dayFrom(day))
  }
  return (
    <form className={styles.due} onSubmit={submit}>
      <label>
        Due on
        <input
          type="date"
          value={day}
          className={styles.dueInput}
          onChange={(event) => setDay(event.target.value)}
        />
      </label>
      <div className={styles.actions}>
        <Button size="small" variant="quiet" isDisabled={dueAt === null} onPress={() => onDone(null)}>
          Remove
        </Button>
        <Button size="small" variant="primary" type="submit" isDisabled={dayFrom(day) === null}>
          Set
        </Button>
      </div>
    </form>
  )
}
