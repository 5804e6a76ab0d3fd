/**
 * zod schemas of the request bodies, for the server. The browser bundle must not import this module:
 * it is the sub-path `@copydesk/contract/schemas` for that reason.
 */
import { z } from 'zod'
import type * as commands from './commands.ts'
import { demoPeople } from './commands.ts'
import { contentTypes, projectColors, settableStatuses } from './entities.ts'
import { findMarkdownFault, maxAccents, maxMarkdownNesting } from './text/markdown-bounds.ts'
import {
  calendarDate,
  emailAddress,
  emailTyped,
  instantField,
  languageTag,
  line,
  lines,
  message,
  secret,
  uuid,
} from './text/schemas.ts'

export { identifier, line, textFields } from './text/schemas.ts'

/** Longest texts in characters: a content body, its title, a comment. */
export const maxBodyLength = 500_000
export const maxTitleLength = 300
export const maxCommentLength = 20_000
const maxReasonLength = 1_000

export const id = uuid()
export const language = languageTag()
const name = line({ max: 200, required: true })
const email = emailAddress()
const password = secret({ min: 10, max: 1000 })

type SchemaOf<T> = z.ZodType<T>

/** What costs every reader's browser a call stack or a frozen window is refused; runs of marks are shown as typed. */
const markdown = (text: z.ZodString) =>
  text.superRefine((value, context) => {
    const fault = findMarkdownFault(value)
    if (fault === null || fault.bound === 'runs') return
    const what = {
      accents: `puts more than ${maxAccents} accents upon one letter`,
      nesting: `nests quotes or lists more than ${maxMarkdownNesting} deep`,
    }[fault.bound]
    context.addIssue({ code: 'custom', message: `${what} in line ${fault.line}` })
  })

export const signIn = z.strictObject({
  email: emailTyped(),
  password: secret({ max: 1000 }),
}) satisfies SchemaOf<commands.SignIn>
export const demoSignIn = z.strictObject({
  person: z.enum(demoPeople),
}) satisfies SchemaOf<commands.DemoSignIn>
export const setup = z.strictObject({
  code: line({ max: 100 }),
  name,
  email,
  password,
}) satisfies SchemaOf<commands.Setup>

export const changeLive = z.strictObject({
  enabled: z.boolean().optional(),
  websocket: z.strictObject({ enabled: z.boolean() }).optional(),
}) satisfies SchemaOf<commands.ChangeLive>

export const createProject = z.strictObject({
  name,
  description: lines({ max: 5000 }).optional(),
  color: z.enum(projectColors).optional(),
}) satisfies SchemaOf<commands.CreateProject>
export const changeProject = createProject.partial() satisfies SchemaOf<commands.ChangeProject>

export const addItems = z.strictObject({
  items: z
    .array(z.strictObject({ contentId: id, language: language.optional(), versionId: id.optional() }))
    .min(1)
    .max(5000),
}) satisfies SchemaOf<commands.AddItems>
const itemChange = {
  status: z.enum(settableStatuses).optional(),
  reason: message({ max: maxReasonLength }).optional(),
  assigneeId: id.nullable().optional(),
  dueAt: calendarDate().nullable().optional(),
}
/** A reason without a rejection would be lost. */
function saysWhyOnlyOfRejection<T extends z.ZodType<commands.ChangeItem>>(schema: T) {
  return schema.refine(({ status, reason }) => reason === undefined || status === 'rejected', {
    path: ['reason'],
    message: 'goes with the status "rejected" only',
  })
}
export const changeItem = saysWhyOnlyOfRejection(
  z.strictObject(itemChange),
) satisfies SchemaOf<commands.ChangeItem>
const itemIds = z.array(id).min(1).max(5000)
const seenItems = z
  .array(z.strictObject({ id, revision: z.number().int().min(1) }))
  .min(1)
  .max(5000)
export const changeItems = saysWhyOnlyOfRejection(
  z
    .strictObject({ ...itemChange, itemIds: itemIds.optional(), items: seenItems.optional() })
    .refine(({ itemIds, items }) => (itemIds === undefined) !== (items === undefined), {
      error: 'needs either items or itemIds',
    }),
) satisfies SchemaOf<commands.ChangeItems>
export const removeItems = z.strictObject({ itemIds }) satisfies SchemaOf<commands.RemoveItems>

const commentBody = markdown(message({ max: maxCommentLength, required: true }))
export const createComment = z.strictObject({
  body: commentBody,
  itemId: id.optional(),
  parentId: id.optional(),
}) satisfies SchemaOf<commands.CreateComment>
export const changeComment = z.strictObject({ body: commentBody }) satisfies SchemaOf<commands.ChangeComment>

export const publish = z.strictObject({
  mode: z.enum(['all', 'ready']),
  items: seenItems.optional(),
  replace: z.union([z.boolean(), itemIds]).optional(),
}) satisfies SchemaOf<commands.Publish>

const title = line({ max: maxTitleLength, required: true })
const body = markdown(lines({ max: maxBodyLength }))

/** For texts of other doors than the API, such as an import: what it writes can be saved again. */
export { body as contentBody }
export const createContent = z.strictObject({
  type: z.enum(contentTypes),
  language,
  title,
  body: body.optional(),
}) satisfies SchemaOf<commands.CreateContent>
export const createVersion = z.strictObject({
  language,
  fromVersionId: id.optional(),
}) satisfies SchemaOf<commands.CreateVersion>
export const changeVersion = z.strictObject({
  title: title.optional(),
  body: body.optional(),
  keepReplaced: z.boolean().optional(),
}) satisfies SchemaOf<commands.ChangeVersion>
export const keepText = z.strictObject({
  // Typed and not accepted: a missing title must not be the reason to lose the text.
  title: line({ max: maxTitleLength }),
  body,
}) satisfies SchemaOf<commands.KeepText>

export const changeNotification = z.strictObject({
  read: z.boolean(),
}) satisfies SchemaOf<commands.ChangeNotification>
export const undoAllRead = z.strictObject({
  readAt: instantField(),
}) satisfies SchemaOf<commands.UndoAllRead>
export const upTo = z.strictObject({ upToId: id.optional() }) satisfies SchemaOf<commands.UpTo>
