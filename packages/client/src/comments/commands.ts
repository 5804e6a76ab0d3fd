/** The commands that write, edit and delete a comment. */
import type { Comment, CreateComment, Id } from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { Edited } from '../http/queries.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'
import type { LiveStore } from '../live/live-store.ts'
import * as guesses from './guesses.ts'
import { commentKeys } from './lives.ts'

export interface CommentCommands {
  postComment(projectId: Id, comment: CreateComment, commandId?: string): Promise<CommandOutcome<Comment>>
  /** `comment` as it was when it was edited. */
  editComment(
    comment: Edited & { projectId: Id },
    body: string,
    commandId?: string,
  ): Promise<CommandOutcome<Comment>>
  /** `comment` as it was on screen. */
  deleteComment(comment: Edited & { projectId: Id }): Promise<CommandOutcome<void>>
}

export function createCommentCommands(api: Api, store: LiveStore, { write }: CommandRunner): CommentCommands {
  return {
    postComment: (projectId, comment, id) =>
      write(
        (commandId) => api.comments.create(projectId, comment, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(commentKeys.allComments(projectId))) {
            const known = (reply: Comment) => guesses.knownComment(who, reply)
            show(live, guesses.guessComment(who, projectId, comment), known)
          }
        },
        id,
      ),
    editComment: (comment, body, id) =>
      write(
        (commandId) => api.comments.change(comment, body, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(commentKeys.allComments(comment.projectId))) {
            const known = (reply: Comment) => guesses.knownCommentEdited(who, reply)
            show(live, guesses.guessCommentEdited(who, comment.id, body), known)
          }
        },
        id,
      ),
    deleteComment: (comment) =>
      write(
        (commandId) => api.comments.remove(comment, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(commentKeys.allComments(comment.projectId))) {
            show(live, guesses.guessCommentDeleted(who, comment.id))
          }
        },
      ),
  }
}
