/** The live snapshots of comments: of a project, and of each item. */
import {
  applyComments,
  type CommentsState,
  channels,
  type Id,
  mergeCommentsPage,
  type ProjectEvent,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live } from '../live/live-types.ts'
import { limitOf, type SharedLive } from '../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../projects/lives.ts'

export const commentKeys = {
  /** Of the project and of each item. */
  allComments: (projectId: Id) => liveKey<CommentsState>(`comments:${projectId}:`),
  comments: (projectId: Id, itemId: Id | null) =>
    liveKey<CommentsState>(`comments:${projectId}:${itemId ?? ''}`),
} as const

export interface CommentLives {
  /** All comments of a project, or those on one item. */
  comments(projectId: Id, itemId?: Id | null): Live<CommentsState>
}

export function createCommentLives(shared: SharedLive, { comments }: Api): CommentLives {
  return {
    comments: (projectId, itemId = null) =>
      shared<CommentsState, ProjectEvent>(commentKeys.comments(projectId, itemId), {
        channel: channels.project(projectId),
        load: (call) => comments.list(projectId, { itemId, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => new Set(state.data.map((comment) => comment.threadId)).size,
          load: (cursor, call) => comments.list(projectId, { itemId, cursor }, call),
          merge: mergeCommentsPage,
        },
        reduce: unlessProjectDeleted(applyComments),
        isIncomplete: isReturn,
        rowsOf,
      }),
  }
}

function rowsOf(event: ProjectEvent): Id[] {
  switch (event.type) {
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
      return [event.comment.id]
    default:
      return []
  }
}
