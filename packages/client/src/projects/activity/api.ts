/** The endpoint of what was done in a project. */
import type { ActivityFilter, ActivityState, Id, Snapshot } from '@copydesk/contract'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions, Transport } from '../../http/transport.ts'

export function createActivityApi({ get }: Transport) {
  return {
    /** Newest first. */
    list: (projectId: Id, query: PageQuery & Partial<ActivityFilter> = {}, call?: CallOptions) =>
      get<Snapshot<ActivityState>>(`/projects/${projectId}/activity`, { ...query }, call),
  }
}
