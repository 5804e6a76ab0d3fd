/** The commands that write, edit and delete a comment. */
import type {
  ChangeReaction,
  Comment,
  CreateComment,
  CreateTextComment,
  Id,
  WrittenComment,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { Edited } from '../http/queries.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'
import type { LiveStore } from '../live/live-store.ts'
import * as guesses from './guesses.ts'
import { commentKeys } from './lives.ts'

/** A comment with what it belongs to. */
export type EditedComment = Edited & Partial<Pick<Comment, 'projectId' | 'contentId'>>

export interface CommentCommands {
  postComment(
    projectId: Id,
    comment: CreateComment,
    commandId?: string,
  ): Promise<CommandOutcome<WrittenComment>>
  /** Into a thread on a text by itself. */
  postTextComment(
    contentId: Id,
    comment: CreateTextComment,
    commandId?: string,
  ): Promise<CommandOutcome<WrittenComment>>
  /** `comment` as it was when it was edited. */
  editComment(
    comment: EditedComment,
    body: string,
    commandId?: string,
  ): Promise<CommandOutcome<WrittenComment>>
  /** `comment` as it was on screen. */
  deleteComment(comment: EditedComment): Promise<CommandOutcome<void>>
  /** Brings a deleted one back, within ten minutes. */
  restoreComment(commentId: Id): Promise<CommandOutcome<Comment>>
  /** Says that a thread is settled, or opens it again; `opening` is its first comment. */
  setResolved(opening: Omit<EditedComment, 'revision'>, isResolved: boolean): Promise<CommandOutcome<Comment>>
  /** Takes earlier words out of its history. */
  removeEarlierWords(commentId: Id, wordsId: Id): Promise<CommandOutcome<Comment>>
  /** Reacts, or takes that back, whatever happened to the comment meanwhile. */
  react(comment: Omit<EditedComment, 'revision'>, reaction: ChangeReaction): Promise<CommandOutcome<Comment>>
}

export function createCommentCommands(
  api: Api,
  store: LiveStore,
  { run, write }: CommandRunner,
): CommentCommands {
  return {
    postComment: (projectId, comment, id) =>
      write(
        (commandId) => api.comments.create(projectId, comment, { commandId }),
        (show, who) => {
          const about = { projectId, itemId: comment.itemId ?? null, contentId: null, language: null }
          for (const live of store.activeUnder(commentKeys.allComments(projectId))) {
            const known = (reply: WrittenComment) => guesses.knownComment(who, reply)
            show(live, guesses.guessComment(who, about, comment), known)
          }
        },
        id,
      ),
    postTextComment: (contentId, comment, id) =>
      write(
        (commandId) => api.comments.createOnText(contentId, comment, { commandId }),
        (show, who) => {
          const about = { projectId: null, itemId: null, contentId, language: comment.language }
          for (const live of store.activeUnder(commentKeys.allComments(contentId))) {
            const known = (reply: WrittenComment) => guesses.knownComment(who, reply)
            show(live, guesses.guessComment(who, about, comment), known)
          }
        },
        id,
      ),
    editComment: (comment, body, id) =>
      write(
        (commandId) => api.comments.change(comment, body, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(commentKeys.allComments(homeId(comment)))) {
            const known = (reply: WrittenComment) => guesses.knownCommentEdited(who, reply)
            show(live, guesses.guessCommentEdited(who, comment.id, body), known)
          }
        },
        id,
      ),
    deleteComment: (comment) =>
      write(
        (commandId) => api.comments.remove(comment, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(commentKeys.allComments(homeId(comment)))) {
            show(live, guesses.guessCommentDeleted(who, comment.id))
          }
        },
      ),
    restoreComment: (id) => run((commandId) => api.comments.restore(id, { commandId })),
    setResolved: (opening, isResolved) =>
      write(
        (commandId) => api.comments[isResolved ? 'resolve' : 'reopen'](opening.id, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(commentKeys.allComments(homeId(opening)))) {
            const known = (reply: Comment) => guesses.knownResolution(who, reply)
            show(live, guesses.guessResolution(who, opening.id, isResolved), known)
          }
        },
      ),
    removeEarlierWords: (id, wordsId) =>
      run((commandId) => api.comments.removeEarlier(id, wordsId, { commandId })),
    react: (comment, reaction) =>
      write(
        (commandId) => api.comments.react(comment.id, reaction, { commandId }),
        (show, who) => {
          const wanted = { id: comment.id, ...reaction }
          for (const live of store.activeUnder(commentKeys.allComments(homeId(comment)))) {
            const known = (reply: Comment) => guesses.knownReaction(who, wanted, reply)
            show(live, guesses.guessReaction(who, wanted), known)
          }
        },
      ),
  }
}

function homeId({ projectId, contentId }: Omit<EditedComment, 'revision'>): Id {
  return projectId ?? contentId ?? ''
}
