/** A row of people as the API shows it: never with the password hash. */
import type { Me, Person, PersonState } from '@copydesk/contract'
import { instant } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'

/** What everybody who is signed in may see of a person. */
export function presentPerson(row: Pick<Row<'people'>, (typeof personColumns)[number]>): Person {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    // What stands in its place keeps the column unique, and is none.
    email: row.removed_at === null ? row.email : '',
    role: row.role,
    state: stateOf(row),
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    createdAt: instant(row.created_at),
  }
}

/** What the person alone may see besides. */
export function presentMe(row: Row<'people'>): Me {
  return {
    ...presentPerson(row),
    language: row.language,
    timeZone: row.time_zone,
    hasPassword: row.password_hash !== null,
  }
}

/** The columns that `presentPerson` needs. */
export const personColumns = [
  'id',
  'revision',
  'name',
  'email',
  'role',
  'external_id',
  'created_at',
  'deactivated_at',
  'removed_at',
] as const

function stateOf({
  deactivated_at,
  removed_at,
}: Pick<Row<'people'>, 'deactivated_at' | 'removed_at'>): PersonState {
  if (removed_at !== null) return 'removed'
  return deactivated_at === null ? 'active' : 'deactivated'
}
