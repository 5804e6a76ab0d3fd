/** The live snapshot of a project's releases. */
import {
  applyReleases,
  channels,
  type Id,
  mergeReleasesPage,
  type ProjectEvent,
  type ReleasesState,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import { limitOf, type SharedLive } from '../../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../lives.ts'

export interface ReleaseLives {
  /** The releases of a project, newest first. */
  releases(projectId: Id): Live<ReleasesState>
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
  }
}
