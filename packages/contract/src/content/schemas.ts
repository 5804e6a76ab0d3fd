/** zod schemas of the requests that write content. */
import { z } from 'zod'
import { id, type SchemaOf } from '../core/schemas.ts'
import { languageTag, line, lines, markdown, message } from '../text/schemas.ts'
import type {
  ChangeVersion,
  CreateContent,
  CreateVersion,
  KeepText,
  MoveVersion,
  RebaseVersion,
} from './commands.ts'
import { contentTypes } from './entity.ts'
import { settableStatuses } from './status.ts'

/** Characters of a content body and of its title at most. */
export const maxBodyLength = 500_000
export const maxTitleLength = 300

export const language = languageTag()
const title = line({ max: maxTitleLength, required: true })
const body = markdown(lines({ max: maxBodyLength }))

/** For texts of other doors than the API, such as an import: what it writes can be saved again. */
export { body as contentBody, title as contentTitle }
export const createContent = z.strictObject({
  type: z.enum(contentTypes),
  language,
  title,
  body: body.optional(),
}) satisfies SchemaOf<CreateContent>
export const createVersion = z.strictObject({
  language,
  fromVersionId: id.optional(),
}) satisfies SchemaOf<CreateVersion>
export const changeVersion = z.strictObject({
  title: title.optional(),
  body: body.optional(),
  keepReplaced: z.boolean().optional(),
}) satisfies SchemaOf<ChangeVersion>
/** Longest reason of a rejection, in characters. */
export const maxReasonLength = 1_000
export const rejectionReason = message({ max: maxReasonLength }).optional()
type Optional<T> = { [Key in keyof T]?: T[Key] | undefined }
/** A reason without a rejection would be lost. */
export function saysWhyOnlyOfRejection<T extends z.ZodType<Optional<MoveVersion>>>(schema: T) {
  return schema.refine(({ status, reason }) => reason === undefined || status === 'rejected', {
    path: ['reason'],
    message: 'goes with the status "rejected" only',
  })
}
export const moveVersion = saysWhyOnlyOfRejection(
  z.strictObject({ status: z.enum(settableStatuses), reason: rejectionReason }),
) satisfies SchemaOf<MoveVersion>
export const rebaseFields = { onto: id.nullable(), title: title.optional(), body: body.optional() }
export const rebaseVersion = z.strictObject(rebaseFields) satisfies SchemaOf<RebaseVersion>
export const keepText = z.strictObject({
  // Typed and not accepted: a missing title must not be the reason to lose the text.
  title: line({ max: maxTitleLength }),
  body,
}) satisfies SchemaOf<KeepText>
