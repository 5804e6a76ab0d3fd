/** The marks on a row that is in the trash: the same for content and projects. */
import type { CommandContext } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'

const dayMs = 24 * 60 * 60 * 1000

type Marks = Pick<
  Row<'content_items'>,
  'deleted_at' | 'deleted_by_id' | 'deleted_by_kind' | 'purge_at' | 'purged_at'
>

/** Of what is deleted by this command and kept for so many days. */
export function deletedNow({ actor, now }: CommandContext, keptDays: number) {
  return {
    deleted_at: now,
    deleted_by_id: actor.id,
    deleted_by_kind: actor.kind,
    purge_at: now + keptDays * dayMs,
  }
}

/** Of what is back. */
export const notDeleted = { deleted_at: null, deleted_by_id: null, deleted_by_kind: null, purge_at: null }

/** Whether it can be brought back at this instant. */
export function isRestorable({ deleted_at, purge_at, purged_at }: Marks, now: number): boolean {
  return deleted_at !== null && purged_at === null && purge_at !== null && now < purge_at
}
