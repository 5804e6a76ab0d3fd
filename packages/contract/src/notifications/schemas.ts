/** zod schemas of the requests that mark an inbox. */
import { z } from 'zod'
import { id, type SchemaOf } from '../core/schemas.ts'
import { instantField } from '../text/schemas.ts'
import type { ChangeNotification, UndoAllRead, UpTo } from './commands.ts'

export const changeNotification = z.strictObject({
  read: z.boolean(),
}) satisfies SchemaOf<ChangeNotification>
export const undoAllRead = z.strictObject({
  readAt: instantField(),
}) satisfies SchemaOf<UndoAllRead>
export const upTo = z.strictObject({ upToId: id.optional() }) satisfies SchemaOf<UpTo>
