/** The live lists of what became of events and mail, and of failed work: their channel says when to load them again. */
import {
  channels,
  type DeliveryChanged,
  type DeliveryList,
  type DeliveryPart,
  type DeliveryStatus,
  type FailedWorkList,
  type Id,
  type Page,
  type RefusedAddressList,
  type Snapshot,
  type TraceDetail,
  type TraceList,
  type TraceOutcome,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions } from '../../http/transport.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live, LoadCall } from '../../live/live-types.ts'
import { limitOf, type SharedLive } from '../../live/shared-live.ts'

/** All newest first but the addresses and the people of a trace; for administrators. */
export interface DeliveryLives {
  deliveries(status: DeliveryStatus | null): Live<DeliveryList>
  refusedAddresses(): Live<RefusedAddressList>
  /** `about`: an event or a comment. */
  traces(filter: { about?: Id | undefined; projectId?: Id | undefined }): Live<TraceList>
  /** One event with the people whom it concerned. */
  trace(traceId: Id, outcome: TraceOutcome | null): Live<TraceDetail>
  failedWork(): Live<FailedWorkList>
}

export function createDeliveryLives(shared: SharedLive, api: Api): DeliveryLives {
  const list = <State extends Page<unknown>>(
    key: string,
    shown: readonly DeliveryPart[],
    load: (query: PageQuery, call: CallOptions) => Promise<Snapshot<State>>,
  ) =>
    shared<State, DeliveryChanged>(liveKey<State>(`delivery:${key}`), {
      channel: channels.delivery,
      load: (call) => loadWindow(call, load),
      pages: {
        cursor: (state) => state.nextCursor,
        rows: (state) => state.data.length,
        load: (cursor, call) => load({ cursor }, call),
        merge: joined,
      },
      reduce: (state) => state,
      isIncomplete: ({ parts }) => parts.some((part) => shown.includes(part)),
    })
  return {
    deliveries: (status) =>
      list(`mail:${status}`, ['mail'], (query, call) =>
        api.deliveries.list({ status: status ?? undefined, ...query }, call),
      ),
    refusedAddresses: () => list('refused', ['refused_addresses'], api.deliveries.refusedAddresses),
    traces: (filter) =>
      list(`traces:${filter.about}:${filter.projectId}`, ['traces'], (query, call) =>
        api.traces.list({ ...filter, ...query }, call),
      ),
    trace: (traceId, outcome) =>
      list(`trace:${traceId}:${outcome}`, ['traces', 'mail'], (query, call) =>
        api.traces.read(traceId, { outcome: outcome ?? undefined, ...query }, call),
      ),
    failedWork: () => list('failed-work', ['failed_work'], api.failedWork.list),
  }
}

/**
 * As many rows as are on screen, however often they are loaded again: page after page, all counted as of the position
 * of the first one. What changed in between is told by an event after it, which has them loaded again.
 */
async function loadWindow<State extends Page<unknown>>(
  call: LoadCall,
  load: (query: PageQuery, call: CallOptions) => Promise<Snapshot<State>>,
): Promise<Snapshot<State>> {
  const first = await load(limitOf(call), call)
  let window = first
  while (window.nextCursor !== null && window.data.length < (call.rows ?? 0)) {
    window = joined(window, await load({ cursor: window.nextCursor, ...limitOf(call) }, call))
  }
  return { ...window, position: first.position }
}

function joined<State extends Page<unknown>>(window: State, page: State): State {
  return { ...page, data: [...window.data, ...page.data] }
}
