/** Endpoints of the signed-in person's notifications. */
import type {
  AllRead,
  Id,
  InboxCounts,
  Instant,
  Notification,
  NotificationFilter,
  NotificationList,
  Snapshot,
  UpTo,
} from '@copydesk/contract'
import type { PageQuery } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export interface NotificationsQuery extends PageQuery {
  filter?: NotificationFilter
}

export function createNotificationsApi({ get, send }: Transport) {
  return {
    list: (query: NotificationsQuery = {}, call?: CallOptions) =>
      get<Snapshot<NotificationList>>('/notifications', { ...query }, call),
    counts: (call?: CallOptions) => get<InboxCounts>('/notifications/counts', {}, call),
    change: (id: Id, read: boolean, call?: CommandOptions) =>
      send<Notification>('PATCH', `/notifications/${id}`, { read }, call),
    /** Marks all up to the one with this `offset` as read, or all there are now. */
    readAll: (upToOffset?: number, call?: CommandOptions) =>
      send<AllRead>('POST', '/notifications/read-all', upTo(upToOffset), call),
    /** Makes unread again what was marked together at that instant. */
    undoReadAll: (readAt: Instant, call?: CommandOptions) =>
      send<InboxCounts>('POST', '/notifications/read-all/undo', { readAt }, call),
    /** Marks all up to the one with this `offset` as seen, or all there are now. */
    seen: (upToOffset?: number, call?: CommandOptions) =>
      send<InboxCounts>('POST', '/notifications/seen', upTo(upToOffset), call),
  }
}

function upTo(upToOffset: number | undefined): UpTo {
  return upToOffset === undefined ? {} : { upToOffset }
}
