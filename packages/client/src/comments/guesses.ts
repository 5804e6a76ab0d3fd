/** What writing, editing and deleting a comment will do to the lists that hold it. */
import {
  applyComments,
  type ChangeReaction,
  type Comment,
  type CommentCounts,
  type CommentsState,
  type CreateComment,
  type Id,
  maxNamedReactors,
  type Passage,
  type QuotedPassage,
  type Reaction,
  type ThreadTotals,
  type WrittenComment,
} from '@copydesk/contract'
import { type Authorship, changedRow, event } from '../live/guess.ts'

/** Ids of comments that the server has not answered yet start so; they sort behind every real id. */
const pendingPrefix = 'pending-'

/** Whether a comment is one's own, still on its way to the server. */
export function isPendingId(id: Id): boolean {
  return id.startsWith(pendingPrefix)
}

/** A reaction to a comment, given or taken back. */
export interface WantedReaction extends ChangeReaction {
  id: Id
}

/** What a comment that one writes is about. */
export type About = Pick<Comment, 'projectId' | 'itemId' | 'contentId' | 'language'>

export function guessComment(
  who: Authorship,
  about: About,
  wanted: Pick<CreateComment, 'body' | 'parentId' | 'passage'>,
) {
  const id = pendingPrefix + who.commandId
  return (state: CommentsState): CommentsState => {
    const parent = state.data.find((comment) => comment.id === wanted.parentId)
    if (wanted.parentId !== undefined && !parent) return state
    const comment: Comment = {
      id,
      revision: 0,
      projectId: about.projectId,
      itemId: parent ? parent.itemId : about.itemId,
      contentId: about.contentId,
      language: about.language,
      threadId: parent?.threadId ?? id,
      parentId: parent?.id ?? null,
      number: parent ? newestNumber(state, parent.threadId) + 1 : 0,
      passage: quoted(wanted.passage),
      author: who.actor,
      body: wanted.body,
      createdAt: who.at,
      editedAt: null,
      deletedAt: null,
      reactions: [],
      reactionRevision: 0,
      resolved: null,
      resolutionRevision: 0,
    }
    return withComment(who, state, comment)
  }
}

function newestNumber({ data }: CommentsState, threadId: Id): number {
  return data.reduce((newest, one) => (one.threadId === threadId ? Math.max(newest, one.number) : newest), 0)
}

/** As it was selected; the server says what it reads. */
function quoted(passage: QuotedPassage | undefined): Passage | null {
  if (passage === undefined) return null
  const { prefix = '', suffix = '', start = 0 } = passage
  return { ...passage, prefix, suffix, start, isOnly: false }
}

export function knownComment(who: Authorship, { notTold: _, ...comment }: WrittenComment) {
  return (state: CommentsState): CommentsState =>
    state.data.some((one) => one.id === comment.id) ? state : withComment(who, state, comment)
}

/** An answer opens its thread again. */
function withComment(who: Authorship, state: CommentsState, comment: Comment): CommentsState {
  const opening = state.data.find((one) => one.id === comment.threadId)
  const reopened = opening?.resolved ? opening.resolutionRevision + 1 : undefined
  const isNew = comment.threadId === comment.id
  const total = state.total + 1
  return applyComments(state, {
    ...event(who, 'comment.created'),
    comment,
    counts: countsOf(total),
    ...(reopened !== undefined && { reopened, ...threadsAfter(state, 1, -1) }),
    ...(isNew && threadsAfter(state, 1, 0)),
  })
}

function countsOf(total: number): CommentCounts {
  return { project: total, item: total, text: total }
}

function threadsAfter(state: CommentsState, open: number, resolved: number): { threads?: ThreadTotals } {
  // A server of the version before counts none.
  const before: CommentsState['threads'] | undefined = state.threads
  if (before === undefined) return {}
  const counts = { open: before.open + open, resolved: before.resolved + resolved }
  return { threads: { project: counts, item: counts, text: counts } }
}

export function guessCommentEdited(who: Authorship, commentId: Id, body: string) {
  return (state: CommentsState): CommentsState => {
    const row = state.data.find((comment) => comment.id === commentId)
    if (!row || row.deletedAt !== null) return state
    const comment = changedRow(row, { body }, { editedAt: who.at })
    const counts = countsOf(state.total)
    return applyComments(state, { ...event(who, 'comment.changed'), comment, counts })
  }
}

export function knownCommentEdited(who: Authorship, { notTold: _, ...comment }: WrittenComment) {
  return (state: CommentsState): CommentsState =>
    applyComments(state, {
      ...event(who, 'comment.changed'),
      comment,
      counts: countsOf(state.total),
    })
}

export function guessCommentDeleted(who: Authorship, commentId: Id) {
  return (state: CommentsState): CommentsState => {
    const row = state.data.find((comment) => comment.id === commentId)
    if (!row || row.deletedAt !== null) return state
    const comment = { ...row, body: '', passage: null, deletedAt: who.at, revision: row.revision + 1 }
    const total = state.total - 1
    return applyComments(state, {
      ...event(who, 'comment.deleted'),
      comment,
      counts: countsOf(total),
    })
  }
}

export function guessResolution(who: Authorship, threadId: Id, isResolved: boolean) {
  return (state: CommentsState): CommentsState => {
    const opening = state.data.find((comment) => comment.id === threadId)
    if (!opening || (opening.resolved !== null) === isResolved) return state
    const resolved = isResolved ? { by: who.actor, at: who.at } : null
    return withResolution(who, state, {
      ...opening,
      resolved,
      resolutionRevision: opening.resolutionRevision + 1,
    })
  }
}

export function knownResolution(who: Authorship, opening: Comment) {
  return (state: CommentsState): CommentsState => withResolution(who, state, opening)
}

function withResolution(
  who: Authorship,
  state: CommentsState,
  { id: threadId, itemId, language, resolved, resolutionRevision }: Comment,
): CommentsState {
  const opening = state.data.find((comment) => comment.id === threadId)
  const isChange =
    opening !== undefined &&
    opening.resolutionRevision < resolutionRevision &&
    (opening.resolved === null) !== (resolved === null)
  const by = resolved === null ? 1 : -1
  const about = {
    threadId,
    itemId,
    language,
    resolutionRevision,
    ...(isChange && threadsAfter(state, by, -by)),
  }
  return applyComments(
    state,
    resolved === null
      ? { ...event(who, 'thread.reopened'), ...about, resolved }
      : { ...event(who, 'thread.resolved'), ...about, resolved },
  )
}

export function guessReaction(who: Authorship, { id, emoji, reacted }: WantedReaction) {
  return (state: CommentsState): CommentsState => {
    const row = state.data.find((comment) => comment.id === id)
    const isOwn = state.own.some((one) => one.commentId === id && one.emoji === emoji)
    if (!row || isOwn === reacted) return state
    return withReactions(
      who,
      state,
      { id, emoji, reacted },
      {
        reactions: reactedWith(row.reactions, who, emoji, reacted),
        reactionRevision: row.reactionRevision + 1,
      },
    )
  }
}

export function knownReaction(who: Authorship, wanted: WantedReaction, comment: Comment) {
  return (state: CommentsState): CommentsState => withReactions(who, state, wanted, comment)
}

function withReactions(
  who: Authorship,
  state: CommentsState,
  { id, emoji, reacted }: WantedReaction,
  { reactions, reactionRevision }: Pick<Comment, 'reactions' | 'reactionRevision'>,
): CommentsState {
  const happened = event(who, 'comment.reacted')
  return applyComments(state, { ...happened, commentId: id, emoji, reacted, reactions, reactionRevision })
}

function reactedWith(
  reactions: readonly Reaction[],
  { actor }: Authorship,
  emoji: string,
  reacted: boolean,
): Reaction[] {
  if (reacted && !reactions.some((one) => one.emoji === emoji)) {
    return [...reactions, { emoji, count: 1, first: [actor] }]
  }
  return reactions.flatMap((one) => {
    if (one.emoji !== emoji) return one
    const others = one.first.filter(({ id }) => id !== actor.id)
    if (reacted) return { ...one, count: one.count + 1, first: [...others, actor].slice(0, maxNamedReactors) }
    return one.count > 1 ? { ...one, count: one.count - 1, first: others } : []
  })
}
