/** zod schemas of the requests that change entries of an inbox. */
import { z } from 'zod'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { instantField } from '../../text/schemas.ts'
import { type ChangeEntries, type ChangeEntry, changedEntriesLimit } from './commands.ts'

const change = {
  read: z.boolean().optional(),
  archived: z.boolean().optional(),
  snoozedUntil: instantField().nullable().optional(),
}

export const changeEntry = z.strictObject(change) satisfies SchemaOf<ChangeEntry>
export const changeEntries = z.strictObject({
  entryIds: z.array(id).min(1).max(changedEntriesLimit),
  ...change,
}) satisfies SchemaOf<ChangeEntries>
