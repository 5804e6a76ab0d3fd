/** zod schemas of the requests by which items enter a project, change and leave it. */
import { z } from 'zod'
import { language, rebaseFields, rejectionReason, saysWhyOnlyOfRejection } from '../../content/schemas.ts'
import { settableStatuses } from '../../content/status.ts'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { calendarDate } from '../../text/schemas.ts'
import type { AddItems, ChangeItem, ChangeItems, RebaseItem, RemoveItems } from './commands.ts'
import { itemActions } from './entity.ts'

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
  reason: rejectionReason,
  assigneeId: id.nullable().optional(),
  dueAt: calendarDate().nullable().optional(),
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
export const rebaseItem = z.strictObject(rebaseFields) satisfies SchemaOf<RebaseItem>
