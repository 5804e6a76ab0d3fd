/** The live snapshot of a project's releases. */
import {
  applyReleases,
  applySiteReleases,
  channels,
  type Id,
  mergeReleasesPage,
  mergeSiteReleasesPage,
  type ProjectEvent,
  type ProjectsEvent,
  type ReleasesFilter,
  type ReleasesState,
  type SiteReleasesState,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import { limitOf, type SharedLive } from '../../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../lives.ts'

export interface ReleaseLives {
  /** The releases of a project, newest first. */
  releases(projectId: Id): Live<ReleasesState>
  /** The releases of the whole site that one sees, newest first. */
  siteReleases(filter: ReleasesFilter): Live<SiteReleasesState>
}

export function createReleaseLives(shared: SharedLive, { releases }: Api): ReleaseLives {
  return {
    releases: (projectId) =>
      shared<ReleasesState, ProjectEvent>(liveKey(`releases:${projectId}`), {
        channel: channels.project(projectId),
        load: (call) => releases.list(projectId, limitOf(call), call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => releases.list(projectId, { cursor }, call),
          merge: mergeReleasesPage,
        },
        reduce: unlessProjectDeleted(applyReleases),
        isIncomplete: isReturn,
      }),
    siteReleases: (filter) =>
      shared<SiteReleasesState, ProjectsEvent>(liveKey(`site-releases:${JSON.stringify(filter)}`), {
        channel: channels.projects,
        load: (call) => releases.listAll({ ...filter, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => releases.listAll({ ...filter, cursor }, call),
          merge: mergeSiteReleasesPage,
        },
        reduce: applySiteReleases,
        isIncomplete: (event) => event.type === 'releases.listed' && event.isWithheld === true,
      }),
  }
}
