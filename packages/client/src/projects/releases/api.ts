/** Endpoints of releases: the history of a project, and what each of them did. */
import type {
  BlockerList,
  Id,
  Publish,
  ReleaseDocument,
  ReleasesFilter,
  ReleasesState,
  Revert,
  RevertResult,
  SiteReleasesState,
  Snapshot,
} from '@copydesk/contract'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createReleasesApi({ get, send }: Transport) {
  return {
    /** The releases of a project, newest first. */
    list: (projectId: Id, query: PageQuery = {}, call?: CallOptions) =>
      get<Snapshot<ReleasesState>>(`/projects/${projectId}/releases`, { ...query }, call),
    /** The releases of the whole site that one sees, newest first. */
    listAll: (query: PageQuery & Partial<ReleasesFilter> = {}, call?: CallOptions) =>
      get<Snapshot<SiteReleasesState>>('/releases', { ...query }, call),
    /** What would keep the project from being published now; `scheduled`: what is in the way of its schedule. */
    blockers: (projectId: Id, mode: Publish['mode'] | 'scheduled' = 'all', call?: CallOptions) =>
      get<BlockerList>(`/projects/${projectId}/blockers`, { mode }, call),
    /** One release with a page of its items. */
    get: (id: Id, query: PageQuery = {}, call?: CallOptions) =>
      get<ReleaseDocument>(`/releases/${id}`, { ...query }, call),
    /** Makes a project that takes it back. */
    revert: (id: Id, body: Revert = {}, call?: CommandOptions) =>
      send<RevertResult>('POST', `/releases/${id}/revert`, body, call),
  }
}
