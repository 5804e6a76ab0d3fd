/** Who may overrule a rule besides administrators: who manages the private project that the review is in. */
import type { Id } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { memberRolesIn, privateAmong } from '../members/queries.ts'
import { allowsAsMember } from '../members/sight.ts'

/** Of those who work here, by project; nobody in public ones. */
export async function overrulersIn(tx: Tx, projectIds: readonly Id[]): Promise<Map<Id, Id[]>> {
  const members = await memberRolesIn(tx, await privateAmong(tx, projectIds))
  const ids = new Set([...members.values()].flatMap((own) => [...own.keys()]))
  const rows = await selectInChunks([...ids], (chunk) =>
    tx.selectFrom('people').select(['id', 'role']).where('id', 'in', chunk).execute(),
  )
  const people = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return new Map(
    [...members].map(([projectId, own]) => {
      const may = people.filter((person) => {
        const member = own.get(person.id)
        return member !== undefined && allowsAsMember(person, member, 'review.overrule')
      })
      return [projectId, may.map(({ id }) => id)]
    }),
  )
}
