/** What is sent to write and change a comment. */
import type { Id } from '../core/ids.ts'

/** `POST /projects/{id}/comments` answers 201 with the comment. */
export interface CreateComment {
  body: string
  itemId?: Id | undefined
  parentId?: Id | undefined
}

/** `PATCH /comments/{id}`, with `If-Match`. */
export interface ChangeComment {
  body: string
}
