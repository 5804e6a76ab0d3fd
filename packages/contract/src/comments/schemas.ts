/** zod schemas of the requests that write and change a comment. */
import { z } from 'zod'
import { language } from '../content/schemas.ts'
import { id, type SchemaOf } from '../core/schemas.ts'
import { emojiField, lines, markdown, message, uuidList } from '../text/schemas.ts'
import type { ChangeComment, ChangeReaction, CreateComment, CreateTextComment } from './commands.ts'
import { maxCommentLength } from './entity.ts'
import { maxCheckedMentions } from './not-told.ts'
import { maxContextLength, maxPassageLength, type QuotedPassage } from './passages/entity.ts'

const commentBody = markdown(message({ max: maxCommentLength, required: true }))
const context = lines({ max: maxContextLength }).optional()
const passage = z
  .strictObject({
    exact: lines({ max: maxPassageLength, required: true }),
    prefix: context,
    suffix: context,
    start: z.int().min(0).optional(),
    versionId: id,
    textRevision: z.int().min(1),
  })
  .optional() satisfies SchemaOf<QuotedPassage | undefined>
export const createComment = z.strictObject({
  body: commentBody,
  itemId: id.optional(),
  parentId: id.optional(),
  passage,
}) satisfies SchemaOf<CreateComment>
export const createTextComment = z.strictObject({
  body: commentBody,
  language,
  parentId: id.optional(),
  passage,
}) satisfies SchemaOf<CreateTextComment>
export const changeComment = z.strictObject({ body: commentBody }) satisfies SchemaOf<ChangeComment>
export const changeReaction = z.strictObject({
  emoji: emojiField(),
  reacted: z.boolean(),
}) satisfies SchemaOf<ChangeReaction>

const ids = uuidList(maxCheckedMentions).default('').describe('Their ids, with commas between them')
export const checkMentions = z.object({ people: ids, groups: ids })
