/** zod schemas of the requests by which items enter a project, change and leave it. */
import { z } from 'zod'
import { contentBody, contentTitle, language } from '../../content/schemas.ts'
import { settableStatuses } from '../../content/status.ts'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { calendarDate, message } from '../../text/schemas.ts'
import type { AddItems, ChangeItem, ChangeItems, RebaseItem, RemoveItems } from './commands.ts'
import { itemActions } from './entity.ts'

const maxReasonLength = 1_000

export const addItems = z.strictObject({
  items: z
    .array(
      z.strictObject({
        contentId: id,
        action: z.enum(itemActions).optional(),
        language: language.optional(),
        versionId: id.optional(),
      }),
    )
    .min(1)
    .max(5000),
}) satisfies SchemaOf<AddItems>
const itemChange = {
  status: z.enum(settableStatuses).optional(),
  reason: message({ max: maxReasonLength }).optional(),
  assigneeId: id.nullable().optional(),
  dueAt: calendarDate().nullable().optional(),
}
/** A reason without a rejection would be lost. */
function saysWhyOnlyOfRejection<T extends z.ZodType<ChangeItem>>(schema: T) {
  return schema.refine(({ status, reason }) => reason === undefined || status === 'rejected', {
    path: ['reason'],
    message: 'goes with the status "rejected" only',
  })
}
export const changeItem = saysWhyOnlyOfRejection(z.strictObject(itemChange)) satisfies SchemaOf<ChangeItem>
export const itemIds = z.array(id).min(1).max(5000)
export const seenItems = z
  .array(z.strictObject({ id, revision: z.number().int().min(1) }))
  .min(1)
  .max(5000)
export const changeItems = saysWhyOnlyOfRejection(
  z
    .strictObject({ ...itemChange, itemIds: itemIds.optional(), items: seenItems.optional() })
    .refine(({ itemIds, items }) => (itemIds === undefined) !== (items === undefined), {
      error: 'needs either items or itemIds',
    }),
) satisfies SchemaOf<ChangeItems>
export const removeItems = z.strictObject({ itemIds }) satisfies SchemaOf<RemoveItems>
export const rebaseItem = z.strictObject({
  onto: id.nullable(),
  title: contentTitle.optional(),
  body: contentBody.optional(),
}) satisfies SchemaOf<RebaseItem>
