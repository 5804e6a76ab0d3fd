/** zod schemas of the requests that mark an inbox. */
import { z } from 'zod'
import { id, type SchemaOf } from '../core/schemas.ts'
import { identifier, instantField } from '../text/schemas.ts'
import { parseArrivalKey } from './arrival.ts'
import type { ChangeNotification, UndoAllRead, UpTo } from './commands.ts'

export const changeNotification = z.strictObject({
  read: z.boolean(),
}) satisfies SchemaOf<ChangeNotification>
export const undoAllRead = z.strictObject({
  readAt: instantField(),
}) satisfies SchemaOf<UndoAllRead>
export const upTo = z.strictObject({
  upToOffset: z.number().int().min(0).optional(),
  upToId: id.optional(),
}) satisfies SchemaOf<UpTo>

/** `GET /notifications?cursor=`: an `arrivalKey`, or an id as in the version before. */
export const inboxCursor = id.or(
  identifier({ max: 64 }).refine(
    (key) => parseArrivalKey(key) !== null,
    'must be a cursor that a page answered',
  ),
)
