/** What is sent to write and change a comment. */
import type { Id } from '../core/ids.ts'
import type { Language } from '../text/language-tag.ts'
import type { QuotedPassage } from './passages/entity.ts'

/** `POST /projects/{id}/comments` answers 201 with the comment. */
export interface CreateComment {
  body: string
  itemId?: Id | undefined
  parentId?: Id | undefined
  /** What the thread is about in the text of the item; not of an answer. */
  passage?: QuotedPassage | undefined
}

/** `POST /content/{id}/comments` answers 201 with the comment, in a thread on the text by itself. */
export interface CreateTextComment {
  body: string
  language: Language
  parentId?: Id | undefined
  /** What the thread is about in the text; not of an answer. */
  passage?: QuotedPassage | undefined
}

/** `PATCH /comments/{id}`, with `If-Match`. */
export interface ChangeComment {
  body: string
}

/** `PATCH /comments/{id}/reactions`: reacts, or takes a reaction of one's own back. */
export interface ChangeReaction {
  emoji: string
  reacted: boolean
}
