/** Endpoints of the signed-in person's inbox by threads. */
import type {
  ArchiveAll,
  ArchivedAll,
  ChangedEntries,
  ChangeEntries,
  ChangeEntry,
  Id,
  InboxCounts,
  InboxEntry,
  InboxSearch,
  InboxState,
  Instant,
  Notification,
  Page,
  Snapshot,
} from '@copydesk/contract'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export interface InboxQuery extends PageQuery, Partial<InboxSearch> {}

export function createInboxApi({ get, send }: Transport) {
  return {
    list: ({ q, ...query }: InboxQuery = {}, call?: CallOptions) =>
      get<Snapshot<InboxState>>('/inbox', { ...query, ...(q ? { q } : {}) }, call),
    /** The notifications of an entry, newest first. */
    notifications: (id: Id, query: PageQuery = {}, call?: CallOptions) =>
      get<Page<Notification>>(`/inbox/${id}/notifications`, { ...query }, call),
    changeOne: (id: Id, change: ChangeEntry, call?: CommandOptions) =>
      send<InboxEntry>('PATCH', `/inbox/${id}`, change, call),
    /** Archives all up to the one with this `offset`, or all there are now. */
    archiveAll: (archive: ArchiveAll = {}, call?: CommandOptions) =>
      send<ArchivedAll>('POST', '/inbox/archive-all', archive, call),
    /** Brings back what was archived together at that instant. */
    undoArchiveAll: (archivedAt: Instant, call?: CommandOptions) =>
      send<InboxCounts>('POST', '/inbox/archive-all/undo', { archivedAt }, call),
    markUnreadFrom: (commentId: Id, call?: CommandOptions) =>
      send<InboxEntry>('POST', '/inbox/unread', { commentId }, call),
    change: (change: ChangeEntries, call?: CommandOptions) =>
      send<ChangedEntries>('PATCH', '/inbox', change, call),
  }
}
