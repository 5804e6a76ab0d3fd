/** The live snapshot of what was done in a project. */
import {
  type ActivityFilter,
  type ActivityState,
  applyActivity,
  channels,
  type Id,
  mergeActivityPage,
  type ProjectEvent,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import { limitOf, type SharedLive } from '../../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../lives.ts'

export interface ActivityLives {
  /** What was done in a project, newest first: all of it, or of one kind, or by one person. */
  activity(projectId: Id, filter: ActivityFilter): Live<ActivityState>
}

export function createActivityLives(shared: SharedLive, { activity }: Api): ActivityLives {
  return {
    activity: (projectId, filter) =>
      shared<ActivityState, ProjectEvent>(
        liveKey(`activity:${projectId}:${filter.group ?? ''}:${filter.personId ?? ''}`),
        {
          channel: channels.project(projectId),
          load: (call) => activity.list(projectId, { ...filter, ...limitOf(call) }, call),
          pages: {
            cursor: (state) => state.nextCursor,
            rows: (state) => state.data.length,
            load: (cursor, call) => activity.list(projectId, { ...filter, cursor }, call),
            merge: mergeActivityPage,
          },
          reduce: unlessProjectDeleted(applyActivity),
          isIncomplete: isReturn,
        },
      ),
  }
}
