/** Endpoints of comments. */
import type {
  ChangeReaction,
  Comment,
  CommentHistory,
  CommentsState,
  CreateComment,
  CreateTextComment,
  DiscussionList,
  Id,
  Language,
  MentionsCheck,
  Snapshot,
  WrittenComment,
} from '@copydesk/contract'
import type { Edited, PageQuery } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

/** So many answers of a thread on each side of one of its comments. */
export interface ThreadSides {
  before?: number
  after?: number
}

interface ThreadsQuery extends PageQuery {
  /** Comments that come with their neighbours. */
  around?: readonly Id[]
}

export interface CommentsQuery extends ThreadsQuery {
  /** Only the comments on this item of the project. */
  itemId?: Id | null
}

export interface TextCommentsQuery extends ThreadsQuery {
  language: Language
}

/** Whom a text names. */
export interface MentionedIds {
  people: readonly Id[]
  groups: readonly Id[]
}

function queryOf({ people, groups }: MentionedIds) {
  return { people: people.join(), groups: groups.join() }
}

export function createCommentsApi({ get, send }: Transport) {
  return {
    list: (projectId: Id, { around, ...query }: CommentsQuery = {}, call?: CallOptions) =>
      get<Snapshot<CommentsState>>(
        `/projects/${projectId}/comments`,
        { ...query, around: around?.join() },
        call,
      ),
    listOnText: (contentId: Id, { around, ...query }: TextCommentsQuery, call?: CallOptions) =>
      get<Snapshot<CommentsState>>(
        `/content/${contentId}/comments`,
        { ...query, around: around?.join() },
        call,
      ),
    /** The part of its thread that a comment is in. */
    thread: (id: Id, sides: ThreadSides = {}, call?: CallOptions) =>
      get<Snapshot<CommentsState>>(`/comments/${id}/thread`, { ...sides }, call),
    discussions: (contentId: Id, language: Language, call?: CallOptions) =>
      get<DiscussionList>(`/content/${contentId}/discussions`, { language }, call),
    checkMentions: (projectId: Id, mentioned: MentionedIds, call?: CallOptions) =>
      get<MentionsCheck>(`/projects/${projectId}/mentions`, queryOf(mentioned), call),
    checkTextMentions: (contentId: Id, language: Language, mentioned: MentionedIds, call?: CallOptions) =>
      get<MentionsCheck>(`/content/${contentId}/mentions`, { ...queryOf(mentioned), language }, call),
    create: (projectId: Id, body: CreateComment, call?: CommandOptions) =>
      send<WrittenComment>('POST', `/projects/${projectId}/comments`, body, call),
    createOnText: (contentId: Id, body: CreateTextComment, call?: CommandOptions) =>
      send<WrittenComment>('POST', `/content/${contentId}/comments`, body, call),
    change: ({ id, revision }: Edited, body: string, call?: CommandOptions) =>
      send<WrittenComment>('PATCH', `/comments/${id}`, { body }, { ...call, revision }),
    remove: ({ id, revision }: Edited, call?: CommandOptions) =>
      send<void>('DELETE', `/comments/${id}`, undefined, { ...call, revision }),
    restore: (id: Id, call?: CommandOptions) =>
      send<Comment>('POST', `/comments/${id}/restore`, undefined, call),
    resolve: (threadId: Id, call?: CommandOptions) =>
      send<Comment>('POST', `/threads/${threadId}/resolve`, undefined, call),
    reopen: (threadId: Id, call?: CommandOptions) =>
      send<Comment>('POST', `/threads/${threadId}/reopen`, undefined, call),
    history: (id: Id, call?: CallOptions) => get<CommentHistory>(`/comments/${id}/history`, {}, call),
    removeEarlier: (id: Id, wordsId: Id, call?: CommandOptions) =>
      send<Comment>('DELETE', `/comments/${id}/history/${wordsId}`, undefined, call),
    react: (id: Id, reaction: ChangeReaction, call?: CommandOptions) =>
      send<Comment>('PATCH', `/comments/${id}/reactions`, reaction, call),
  }
}
