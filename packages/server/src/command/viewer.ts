/** Whoever looks or acts, with what says what they may do; doors ask it. */
import type { Actor, Id, KeyScope, Role } from '@copydesk/contract'
import { type Action, actions, may } from '../policy.ts'
import type { Tx } from '../storage/storage.ts'
import type { CommandContext } from './command.ts'
import { Refusal } from './refusal.ts'

export interface Viewer {
  id: Id
  role: Role
  /** What the key that was used is limited to; absent for people who came by themselves. */
  scopes?: ReadonlySet<KeyScope>
}

/** Whether the viewer's role, and the key's scopes where there is one, include the action. */
export function allows({ role, scopes }: Viewer, action: Action): boolean {
  return may(role, action) && (scopes?.has(action) ?? true)
}

/** What the viewer may do, for answers to them alone. */
export function allowedTo(viewer: Viewer): Action[] {
  return actions.filter((action) => allows(viewer, action))
}

/** Throws `forbidden` unless the viewer's role, and the key's scopes where there is one, include the action. */
export function requireRight({ role, scopes }: Viewer, action: Action): void {
  if (scopes && !scopes.has(action)) {
    throw new Refusal('forbidden', `The key does not have the scope "${action}".`)
  }
  if (!may(role, action)) {
    throw new Refusal('forbidden', `The role "${role}" does not include "${action}".`)
  }
}

/** Whoever sent the command, as its caller knows them, else as the database does. */
export async function viewerOf({
  tx,
  actor,
  viewer,
}: Pick<CommandContext, 'tx' | 'actor' | 'viewer'>): Promise<Viewer> {
  if (viewer) return viewer
  const role = await roleOf(tx, actor)
  if (role === undefined) throw new Refusal('forbidden', 'Whoever sent this is nobody here.')
  return { id: actor.id, role }
}

/** The role of a person; undefined for an id that is nobody's, and for who is kept out. The system may do everything. */
export async function roleOf(tx: Tx, { id, kind }: Actor): Promise<Role | undefined> {
  if (kind === 'system') return 'admin'
  const row = await tx
    .selectFrom('people')
    .select('role')
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return row?.role
}
