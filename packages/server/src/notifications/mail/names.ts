/** What those who did something are called now. */
import type { Actor, Id } from '@copydesk/contract'
import { systemActor } from '../../command/system-actor.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/** By id: people, services, and Copydesk itself. */
export async function namesOf(tx: Tx, actors: readonly Actor[]): Promise<Map<Id, string>> {
  const idsOf = (kind: Actor['kind']) => [
    ...new Set(actors.filter((actor) => actor.kind === kind).map(({ id }) => id)),
  ]
  const rows = [
    ...(await selectInChunks(idsOf('person'), (chunk) =>
      tx.selectFrom('people').select(['id', 'name']).where('id', 'in', chunk).execute(),
    )),
    ...(await selectInChunks(idsOf('service'), (chunk) =>
      tx.selectFrom('service_keys').select(['id', 'name']).where('id', 'in', chunk).execute(),
    )),
  ]
  return new Map([[systemActor.id, 'Copydesk'], ...rows.map(({ id, name }): [Id, string] => [id, name])])
}
