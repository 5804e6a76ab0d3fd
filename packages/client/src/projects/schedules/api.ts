/** Endpoints of schedules. */
import type { ChangeSchedule, CreateSchedule, Id, Schedule } from '@copydesk/contract'
import type { Edited } from '../../http/queries.ts'
import type { CommandOptions, Transport } from '../../http/transport.ts'

export function createSchedulesApi({ send }: Transport) {
  const at = (projectId: Id) => `/projects/${projectId}/schedule`
  return {
    create: (projectId: Id, body: CreateSchedule, call?: CommandOptions) =>
      send<Schedule>('POST', at(projectId), body, call),
    /** The schedule as it was when it was looked at. */
    change: (projectId: Id, { revision }: Edited, body: ChangeSchedule, call?: CommandOptions) =>
      send<Schedule>('PATCH', at(projectId), body, { ...call, revision }),
    cancel: (projectId: Id, { revision }: Edited, call?: CommandOptions) =>
      send<void>('DELETE', at(projectId), undefined, { ...call, revision }),
    /** Publishes now what missed its time. */
    run: (projectId: Id, { revision }: Edited, call?: CommandOptions) =>
      send<Schedule>('POST', `${at(projectId)}/run`, undefined, { ...call, revision }),
  }
}
