/** zod schemas of the requests that change entries of an inbox. */
import { z } from 'zod'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { instantField } from '../../text/schemas.ts'
import {
  type ArchiveAll,
  type ChangeEntries,
  type ChangeEntry,
  changedEntriesLimit,
  type EntryCondition,
  type MarkUnreadFrom,
  type UndoArchiveAll,
} from './commands.ts'

const change = {
  read: z.boolean().optional(),
  archived: z.boolean().optional(),
  snoozedUntil: instantField().nullable().optional(),
}

export const changeEntry = z.strictObject(change) satisfies SchemaOf<ChangeEntry>
export const entryCondition = z.strictObject({
  upToOffset: z.number().int().min(0).optional(),
  archivedAt: instantField().nullable().optional(),
  snoozedUntil: instantField().nullable().optional(),
}) satisfies SchemaOf<EntryCondition>
export const markUnreadFrom = z.strictObject({ commentId: id }) satisfies SchemaOf<MarkUnreadFrom>
export const changeEntries = z.strictObject({
  entryIds: z.array(id).min(1).max(changedEntriesLimit),
  onlyIf: entryCondition
    .optional()
    .describe('Leaves out those that are elsewhere now, or to which something came since'),
  ...change,
}) satisfies SchemaOf<ChangeEntries>
export const archiveAll = z.strictObject({
  upToOffset: z.number().int().min(0).optional(),
  onlyRead: z.boolean().optional().describe('Leaves what is unread'),
}) satisfies SchemaOf<ArchiveAll>
export const undoArchiveAll = z.strictObject({
  archivedAt: instantField(),
}) satisfies SchemaOf<UndoArchiveAll>
