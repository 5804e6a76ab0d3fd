/** The row of somebody who was not here before. */
import type { CommandContext } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'

type Given = 'name' | 'email' | 'role'
type Optional = 'password_hash' | 'external_id'

/** What is left out is null: they have chosen nothing yet. */
export function newPersonRow(
  { newId, now }: Pick<CommandContext, 'newId' | 'now'>,
  given: Pick<Row<'people'>, Given> & Partial<Pick<Row<'people'>, Optional>>,
): Row<'people'> {
  return {
    id: newId(),
    revision: 1,
    password_hash: null,
    external_id: null,
    language: null,
    time_zone: null,
    deactivated_at: null,
    removed_at: null,
    created_at: now,
    ...given,
  }
}
