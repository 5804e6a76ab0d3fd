/** Endpoints of the traces of events, for administrators. */
import type { Id, TraceDetail, TraceList, TraceOutcome } from '@copydesk/contract'
import type { CallOptions, Transport } from '../../http/transport.ts'

export interface TracesQuery {
  /** An event, or a comment. */
  about?: Id | undefined
  projectId?: Id | undefined
  cursor?: string | undefined
}

export interface DecisionsQuery {
  outcome?: TraceOutcome | undefined
  personId?: Id | undefined
  cursor?: string | undefined
}

export function createTracesApi({ get }: Transport) {
  return {
    list: (query: TracesQuery = {}, call?: CallOptions) => get<TraceList>('/traces', { ...query }, call),
    read: (traceId: Id, query: DecisionsQuery = {}, call?: CallOptions) =>
      get<TraceDetail>(`/traces/${traceId}`, { ...query }, call),
  }
}
