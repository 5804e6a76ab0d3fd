/**
 * The one way in to change somebody else: locks them with all administrators, so that somebody stays who can administer,
 * whoever else is demoted at the same moment, and whoever asks is looked at once more under that lock.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight } from '../command/viewer.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { readViewer } from './read-viewer.ts'

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
    .where((where) =>
      where.or([
        where('id', '=', id),
        where.and([where('role', '=', 'admin'), where('deactivated_at', 'is', null)]),
      ]),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  const person = rows.find((row) => row.id === id)
  if (!person) throw new Error(`There is no person ${id}`)
  const others = rows.filter((row) => administers(row) && row.id !== id)
  return { person, isLastAdmin: administers(person) && others.length === 0 }
}

/** As that, for whoever manages people. Throws `forbidden`, `not_found`, and `gone` for who was removed. */
export async function enterPerson(context: CommandContext, id: Id): Promise<LockedPerson> {
  const { tx, actor } = context
  const known = await tx.selectFrom('people').select('id').where('id', '=', id).executeTakeFirst()
  if (!known) throw new Refusal('not_found', 'There is nobody with this id.')
  const locked = await lockWithAdministrators(tx, id)
  if (actor.kind !== 'system') requireRight(await readViewer(context, actor), 'people.manage')
  if (locked.person.removed_at !== null) throw new Refusal('gone', 'This person was removed.')
  context.precondition.require(locked.person.revision)
  return locked
}

/** Locks all administrators, with these people in the order of ids; gives the ids of the administrators. */
export async function lockAdministrators(tx: Tx, also: readonly Id[] = []): Promise<Id[]> {
  const rows = await tx
    .selectFrom('people')
    .select(['id', 'role', 'deactivated_at'])
    .where((where) =>
      where.or([
        where.and([where('role', '=', 'admin'), where('deactivated_at', 'is', null)]),
        ...(also.length === 0 ? [] : [where('id', 'in', also)]),
      ]),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.filter(administers).map(({ id }) => id)
}

function administers({ role, deactivated_at }: Pick<Row<'people'>, 'role' | 'deactivated_at'>): boolean {
  return role === 'admin' && deactivated_at === null
}
