/** The live snapshots of comments: of a project, of each item, and of texts by themselves. */
import {
  applyComments,
  type Comment,
  type CommentsState,
  type ContentEvent,
  channels,
  homeOf,
  type Id,
  type Language,
  mergeCommentsPage,
  mergeThreadPart,
  type ProjectEvent,
  type Snapshot,
  type ThreadHome,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import { isWithheld } from '../content/lives.ts'
import type { ApiError } from '../http/api-error.ts'
import type { CallOptions } from '../http/transport.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live, LiveOptions, LoadCall } from '../live/live-types.ts'
import { limitOf, type SharedLive } from '../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../projects/lives.ts'
import type { ThreadSides } from './api.ts'
import { aroundLoaded } from './loaded-answers.ts'

export const commentKeys = {
  /** Of a project and of each item; or of a content item in each language. Without an id, of all. */
  allComments: (homeId?: Id) => liveKey<CommentsState>(homeId ? `comments:${homeId}:` : 'comments:'),
  comments: (projectId: Id, itemId: Id | null) =>
    liveKey<CommentsState>(`comments:${projectId}:${itemId ?? ''}`),
  textComments: (contentId: Id, language: Language) =>
    liveKey<CommentsState>(`comments:${contentId}:${language}`),
} as const

export interface CommentLives {
  /** All comments of a project, or those on one item. */
  comments(projectId: Id, itemId?: Id | null): Live<CommentsState>
  /** The threads on a text that are in no project. */
  textComments(contentId: Id, language: Language): Live<CommentsState>
  /** Brings answers that were left out into a list that has their thread. */
  readAround(list: Live<CommentsState>, commentId: Id, sides?: ThreadSides): Promise<ReadAround>
}

/** Which thread the comment is in, and where, whether the list has it or not; or why that cannot be told. */
export type ReadAround =
  | { threadId: Id; home: ThreadHome; error?: undefined }
  | { threadId?: undefined; home?: undefined; error?: ApiError }

/** `privateNews` as of content. */
export function createCommentLives(
  shared: SharedLive,
  { comments }: Api,
  privateNews: NonNullable<LiveOptions<object>['beside']>,
): CommentLives {
  return {
    comments: (projectId, itemId = null) =>
      shared<CommentsState, ProjectEvent>(commentKeys.comments(projectId, itemId), {
        channel: channels.project(projectId),
        load: (call) => comments.list(projectId, { itemId, ...windowOf(call) }, call),
        pages: pagesBy((cursor, call) => comments.list(projectId, { itemId, cursor }, call)),
        reduce: unlessProjectDeleted(applyComments),
        isIncomplete: isReturn,
        rowsOf,
      }),
    textComments: (contentId, language) =>
      shared<CommentsState, ContentEvent>(commentKeys.textComments(contentId, language), {
        channel: channels.content(contentId),
        beside: privateNews,
        load: (call) => comments.listOnText(contentId, { language, ...windowOf(call) }, call),
        pages: pagesBy((cursor, call) => comments.listOnText(contentId, { language, cursor }, call)),
        reduce: applyComments,
        // A private project keeps the threads to its members, or does so no more.
        isIncomplete: (event, state) =>
          isWithheld(event) ||
          event.type === 'content.restored' ||
          (state?.isClosed === true && event.type === 'version.changed'),
        rowsOf,
      }),
    readAround: async (list, commentId, sides) => {
      let first: Comment | undefined
      const error = await list.loadPart(async (call) => {
        const part = await comments.thread(commentId, sides, call)
        first = part.data[0]
        return part
      }, mergeThreadPart)
      return first === undefined
        ? { ...(error && { error }) }
        : { threadId: first.threadId, home: homeOf(first) }
    },
  }
}

function pagesBy(load: (cursor: string, call: CallOptions) => Promise<Snapshot<CommentsState>>) {
  return {
    cursor: (state: CommentsState) => state.nextCursor,
    rows: (state: CommentsState) => new Set(state.data.map((comment) => comment.threadId)).size,
    around: aroundLoaded,
    load,
    merge: mergeCommentsPage,
  }
}

function windowOf(call: LoadCall) {
  return { ...limitOf(call), ...(call.around && { around: call.around }) }
}

function rowsOf(event: ProjectEvent | ContentEvent): Id[] {
  switch (event.type) {
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
    case 'comment.restored':
      return [event.comment.id]
    default:
      return []
  }
}
