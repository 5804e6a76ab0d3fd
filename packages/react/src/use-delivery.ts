/** What became of events and mail, and failed work, as live React state; for administrators. */
import type {
  DeliveryList,
  DeliveryStatus,
  FailedWorkList,
  Id,
  RefusedAddressList,
  TraceDetail,
  TraceList,
  TraceOutcome,
} from '@copydesk/contract'
import { useDesk } from './CopydeskProvider.tsx'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** What was mailed, newest first, in pages; narrowed to what stands like this. */
export function useDeliveries(status: DeliveryStatus | null = null): LiveResult<DeliveryList> {
  return useLiveSnapshot(useDesk().lives.deliveries(status))
}

/** The addresses that the mail server refused for good. */
export function useRefusedAddresses(): LiveResult<RefusedAddressList> {
  return useLiveSnapshot(useDesk().lives.refusedAddresses())
}

/** Events of which people were told, newest first, in pages; `about`: an event or a comment. */
export function useTraces(
  filter: { about?: Id | undefined; projectId?: Id | undefined } = {},
): LiveResult<TraceList> {
  return useLiveSnapshot(useDesk().lives.traces(filter))
}

/** Who was told of one event, who was not, and why. */
export function useTrace(traceId: Id, outcome: TraceOutcome | null = null): LiveResult<TraceDetail> {
  return useLiveSnapshot(useDesk().lives.trace(traceId, outcome))
}

/** Work that failed at its last attempt, newest first, in pages. */
export function useFailedWork(): LiveResult<FailedWorkList> {
  return useLiveSnapshot(useDesk().lives.failedWork())
}
