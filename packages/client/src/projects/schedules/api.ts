/** Endpoints of schedules: of projects, and of versions by themselves. */
import type { ChangeSchedule, CreateSchedule, Id, Schedule } from '@copydesk/contract'
import type { Edited } from '../../http/queries.ts'
import type { CommandOptions, Transport } from '../../http/transport.ts'

/** A version, by itself. */
export interface ScheduledVersion {
  id: Id
  contentId: Id
}

export function createSchedulesApi(transport: Transport) {
  return schedulesAt(transport, (projectId: Id) => `/projects/${projectId}/schedule`)
}

export function createVersionSchedulesApi(transport: Transport) {
  const at = ({ contentId, id }: ScheduledVersion) => `/content/${contentId}/versions/${id}/schedule`
  return schedulesAt(transport, at)
}

function schedulesAt<Subject>({ send }: Transport, at: (subject: Subject) => string) {
  return {
    create: (subject: Subject, body: CreateSchedule, call?: CommandOptions) =>
      send<Schedule>('POST', at(subject), body, call),
    /** The schedule as it was when it was looked at. */
    change: (subject: Subject, { revision }: Edited, body: ChangeSchedule, call?: CommandOptions) =>
      send<Schedule>('PATCH', at(subject), body, { ...call, revision }),
    cancel: (subject: Subject, { revision }: Edited, call?: CommandOptions) =>
      send<void>('DELETE', at(subject), undefined, { ...call, revision }),
    /** Publishes now what missed its time. */
    run: (subject: Subject, { revision }: Edited, call?: CommandOptions) =>
      send<Schedule>('POST', `${at(subject)}/run`, undefined, { ...call, revision }),
  }
}
