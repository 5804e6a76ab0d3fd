/** Endpoints of the traces of events, for administrators. */
import type { Id, Snapshot, TraceDetail, TraceList, TraceOutcome } from '@copydesk/contract'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions, Transport } from '../../http/transport.ts'

export interface TracesQuery extends PageQuery {
  /** An event, or a comment. */
  about?: Id | undefined
  projectId?: Id | undefined
}

export interface DecisionsQuery extends PageQuery {
  outcome?: TraceOutcome | undefined
  personId?: Id | undefined
}

export function createTracesApi({ get }: Transport) {
  return {
    list: (query: TracesQuery = {}, call?: CallOptions) =>
      get<Snapshot<TraceList>>('/traces', { ...query }, call),
    read: (traceId: Id, query: DecisionsQuery = {}, call?: CallOptions) =>
      get<Snapshot<TraceDetail>>(`/traces/${traceId}`, { ...query }, call),
  }
}
