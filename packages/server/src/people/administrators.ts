/** Somebody stays who can administer, whoever else is demoted at the same moment. */
import type { Id } from '@copydesk/contract'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

export interface LockedPerson {
  person: Row<'people'>
  /** Without whom there would be no administrator. */
  isLastAdmin: boolean
}

/** Locks the person whose role may change, with all administrators, in the order of ids; throws if nobody has the id. */
export async function lockWithAdministrators(tx: Tx, id: Id): Promise<LockedPerson> {
  const rows = await tx
    .selectFrom('people')
    .selectAll()
    .where((where) => where.or([where('id', '=', id), where('role', '=', 'admin')]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  const person = rows.find((row) => row.id === id)
  if (!person) throw new Error(`There is no person ${id}`)
  const others = rows.filter((row) => row.role === 'admin' && row.id !== id)
  return { person, isLastAdmin: person.role === 'admin' && others.length === 0 }
}
