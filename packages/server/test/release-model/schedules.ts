/** What becomes of schedules, of projects and of versions by themselves. */
import { isActive, isOpen, setStatus, versionOf } from './look-ups.ts'
import type { Model, ModelCommand, ModelSchedule } from './model.ts'
import { goingOf, letGo, mayPublish, publish, publishVersion } from './publish.ts'

type ScheduleCommand = Extract<
  ModelCommand,
  {
    type:
      | `${'schedule' | 'reschedule' | 'cancel' | 'runMissed' | 'due'}`
      | `${'schedule' | 'reschedule' | 'cancel' | 'runMissed' | 'due'}Version`
  }
>

const dayMs = 24 * 60 * 60 * 1000

/** As `applyToModel`. */
export function applySchedule(model: Model, command: ScheduleCommand): boolean {
  if ('project' in command) {
    const schedule = model.scheduled[command.project]
    if (command.type === 'due') return due(schedule, command.at, projectDue(model, command.project))
    return isOpen(model, command.project) && ofProject(model, command, schedule)
  }
  const version = versionOf(model, command)
  if (version === undefined) return command.type === 'dueVersion'
  const { schedule } = version
  const goes = () => publishVersion(model, { ...command, seen: undefined, from: 'scheduled' })
  switch (command.type) {
    case 'dueVersion':
      return due(schedule ?? undefined, command.at, {
        goes,
        fails: () => {
          version.status = 'ready'
        },
      })
    case 'scheduleVersion':
      if (!mayPublish(model, command, 'ready')) return false
      version.status = 'scheduled'
      version.schedule = { state: 'pending', dueAt: command.dueAt }
      return true
    case 'rescheduleVersion':
      return move(schedule, command.dueAt)
    case 'cancelVersion':
      if (schedule === null) return false
      if (isActive(schedule)) version.status = 'ready'
      version.schedule = null
      return true
    case 'runMissedVersion':
      return schedule?.state === 'missed' && goes()
  }
}

function ofProject(
  model: Model,
  command: Exclude<Extract<ScheduleCommand, { project: string }>, { type: 'due' }>,
  schedule: ModelSchedule | undefined,
): boolean {
  const { project } = command
  switch (command.type) {
    case 'schedule': {
      if (isActive(schedule)) return false
      const going = goingOf(model, project, { mode: 'all', replace: false })
      if (going === null) return false
      for (const [content, item] of going) setStatus(model, content, item, 'scheduled')
      model.scheduled[project] = { state: 'pending', dueAt: command.dueAt }
      return true
    }
    case 'reschedule':
      return move(schedule, command.dueAt)
    case 'cancel':
      if (schedule === undefined) return false
      letGo(model, project)
      delete model.scheduled[project]
      return true
    case 'runMissed':
      return schedule?.state === 'missed' && projectDue(model, project).goes()
  }
}

/** An older time never comes back, and what missed its time is not moved. */
function move(schedule: ModelSchedule | null | undefined, dueAt: number): boolean {
  if (schedule?.state !== 'pending') return false
  schedule.dueAt = dueAt
  return true
}

interface Due {
  goes: () => boolean
  fails: () => void
}

function projectDue(model: Model, project: string): Due {
  return {
    goes: () => publish(model, { project, mode: 'all', replace: false, from: 'scheduled' }),
    fails: () => letGo(model, project),
  }
}

function due(schedule: ModelSchedule | undefined, at: number, { goes, fails }: Due): boolean {
  if (schedule?.state !== 'pending' || schedule.dueAt > at) return true
  if (at - schedule.dueAt > dayMs) {
    schedule.state = 'missed'
  } else if (!goes()) {
    fails()
    schedule.state = 'failed'
  }
  return true
}
