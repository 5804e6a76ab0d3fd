/** What is sent to write and change a comment. */
import type { Id } from '../core/ids.ts'
import type { Language } from '../text/language-tag.ts'

/** `POST /projects/{id}/comments` answers 201 with the comment. */
export interface CreateComment {
  body: string
  itemId?: Id | undefined
  parentId?: Id | undefined
}

/** `POST /content/{id}/comments` answers 201 with the comment, in a thread on the text by itself. */
export interface CreateTextComment {
  body: string
  language: Language
  parentId?: Id | undefined
}

/** `PATCH /comments/{id}`, with `If-Match`. */
export interface ChangeComment {
  body: string
}
