/** Endpoints of releases: the history of a project, and what each of them did. */
import type { Id, ReleaseDocument, ReleasesState, Snapshot } from '@copydesk/contract'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions, Transport } from '../../http/transport.ts'

export function createReleasesApi({ get }: Transport) {
  return {
    /** The releases of a project, newest first. */
    list: (projectId: Id, query: PageQuery = {}, call?: CallOptions) =>
      get<Snapshot<ReleasesState>>(`/projects/${projectId}/releases`, { ...query }, call),
    /** One release with a page of its items. */
    get: (id: Id, query: PageQuery = {}, call?: CallOptions) =>
      get<ReleaseDocument>(`/releases/${id}`, { ...query }, call),
  }
}
