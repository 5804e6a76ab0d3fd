/** zod schemas of the requests that write content. */
import { z } from 'zod'
import { id, type SchemaOf } from '../core/schemas.ts'
import { languageTag, line, lines, markdown } from '../text/schemas.ts'
import type { ChangeVersion, CreateContent, CreateVersion, KeepText } from './commands.ts'
import { contentTypes } from './entity.ts'

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
export const keepText = z.strictObject({
  // Typed and not accepted: a missing title must not be the reason to lose the text.
  title: line({ max: maxTitleLength }),
  body,
}) satisfies SchemaOf<KeepText>
