/** zod schemas of the requests that write and change a comment. */
import { z } from 'zod'
import { language } from '../content/schemas.ts'
import { id, type SchemaOf } from '../core/schemas.ts'
import { markdown, message } from '../text/schemas.ts'
import type { ChangeComment, CreateComment, CreateTextComment } from './commands.ts'

/** Characters of a comment at most. */
export const maxCommentLength = 20_000

const commentBody = markdown(message({ max: maxCommentLength, required: true }))
export const createComment = z.strictObject({
  body: commentBody,
  itemId: id.optional(),
  parentId: id.optional(),
}) satisfies SchemaOf<CreateComment>
export const createTextComment = z.strictObject({
  body: commentBody,
  language,
  parentId: id.optional(),
}) satisfies SchemaOf<CreateTextComment>
export const changeComment = z.strictObject({ body: commentBody }) satisfies SchemaOf<ChangeComment>
