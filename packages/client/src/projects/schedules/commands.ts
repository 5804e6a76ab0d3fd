/** The commands that schedule a project or a version by itself, and change that. Only the server knows what a time on the wall is. */
import type { ChangeSchedule, CreateSchedule, Id, Schedule } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { Edited } from '../../http/queries.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { ScheduledVersion } from './api.ts'

export interface ScheduleCommands {
  scheduleProject(projectId: Id, body: CreateSchedule): Promise<CommandOutcome<Schedule>>
  /** `schedule` as it was when it was looked at, here and below. */
  changeSchedule(projectId: Id, schedule: Edited, change: ChangeSchedule): Promise<CommandOutcome<Schedule>>
  /** One that failed is dismissed. */
  cancelSchedule(projectId: Id, schedule: Edited): Promise<CommandOutcome<void>>
  /** Publishes now what missed its time. */
  runSchedule(projectId: Id, schedule: Edited): Promise<CommandOutcome<Schedule>>
  /** The same of a version by itself. */
  scheduleVersion(version: ScheduledVersion, body: CreateSchedule): Promise<CommandOutcome<Schedule>>
  changeVersionSchedule(
    version: ScheduledVersion,
    schedule: Edited,
    change: ChangeSchedule,
  ): Promise<CommandOutcome<Schedule>>
  cancelVersionSchedule(version: ScheduledVersion, schedule: Edited): Promise<CommandOutcome<void>>
  runVersionSchedule(version: ScheduledVersion, schedule: Edited): Promise<CommandOutcome<Schedule>>
}

export function createScheduleCommands(
  { schedules, versionSchedules }: Api,
  { run }: CommandRunner,
): ScheduleCommands {
  return {
    scheduleProject: (projectId, body) =>
      run((commandId) => schedules.create(projectId, body, { commandId })),
    changeSchedule: (projectId, schedule, change) =>
      run((commandId) => schedules.change(projectId, schedule, change, { commandId })),
    cancelSchedule: (projectId, schedule) =>
      run((commandId) => schedules.cancel(projectId, schedule, { commandId })),
    runSchedule: (projectId, schedule) =>
      run((commandId) => schedules.run(projectId, schedule, { commandId })),
    scheduleVersion: (version, body) =>
      run((commandId) => versionSchedules.create(version, body, { commandId })),
    changeVersionSchedule: (version, schedule, change) =>
      run((commandId) => versionSchedules.change(version, schedule, change, { commandId })),
    cancelVersionSchedule: (version, schedule) =>
      run((commandId) => versionSchedules.cancel(version, schedule, { commandId })),
    runVersionSchedule: (version, schedule) =>
      run((commandId) => versionSchedules.run(version, schedule, { commandId })),
  }
}
