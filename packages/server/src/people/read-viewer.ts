/** What an actor may do at this moment: for work that is done later than it was asked for. */
import { type Actor, roleOfScopes } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { roleOf, type Viewer } from '../command/viewer.ts'
import { scopesOf } from './keys/present.ts'
import { selectValidKeys } from './keys/queries.ts'

/** Throws `forbidden` for a person who is not there any more, and for a key that has ended. */
export async function readViewer(
  { tx, now }: Pick<CommandContext, 'tx' | 'now'>,
  actor: Actor,
): Promise<Viewer> {
  if (actor.kind === 'service') {
    const key = await selectValidKeys(tx, now).where('id', '=', actor.id).executeTakeFirst()
    if (!key) throw new Refusal('forbidden', 'The key that asked for this has ended.')
    const scopes = new Set(scopesOf(key))
    return { id: actor.id, role: roleOfScopes(scopes), scopes }
  }
  const role = await roleOf(tx, actor)
  if (role === undefined)
    throw new Refusal('forbidden', 'The person who asked for this is not here any more.')
  return { id: actor.id, role }
}
