/** Whoever looks or acts, with what says what they may do; doors ask it. */
import { type Actor, type Id, type KeyScope, lesserRole, type Role } from '@copydesk/contract'
import { type Action, actions, may, mayAsManager } from '../policy.ts'
import type { Tx } from '../storage/storage.ts'
import { together } from '../storage/together.ts'
import type { CommandContext } from './command.ts'
import { Refusal } from './refusal.ts'

export interface Viewer {
  id: Id
  role: Role
  /** What the key that was used is limited to; absent for people who came by themselves. */
  scopes?: ReadonlySet<KeyScope>
  /** The service key that was used, also where it acts for a person. */
  keyId?: Id
}

/** Whether the viewer's role, and the key's scopes where there is one, include the action. */
export function allows({ role, scopes }: Viewer, action: Action): boolean {
  return may(role, action) && (scopes?.has(action) ?? true)
}

/** The same in a private project that the viewer manages. */
export function allowsAsManager({ role, scopes }: Viewer, action: Action): boolean {
  return mayAsManager(role, action) && (scopes?.has(action) ?? true)
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

/**
 * Whoever sent the command, who may do no more than their caller knew, and no more than the database says now: sessions
 * and keys are remembered for a second, and what was taken away in it is gone. Throws `credential_refused` for a revoked
 * key, as every call after that second does, and `forbidden` for who is not here any more. Its one statement comes after those that were begun before it, such as the lock of what is entered.
 */
export async function viewerOf({
  tx,
  actor,
  viewer,
}: Pick<CommandContext, 'tx' | 'actor' | 'viewer'>): Promise<Viewer> {
  const [role, isKeyThere] = await together([
    actor.kind === 'service' ? Promise.resolve(viewer?.role) : roleOf(tx, actor),
    viewer?.keyId === undefined ? Promise.resolve(true) : isUnrevoked(tx, viewer.keyId),
  ])
  if (!isKeyThere) throw new Refusal('credential_refused', 'The key was revoked.')
  if (role === undefined) throw new Refusal('forbidden', 'Whoever sent this is not here any more.')
  return viewer ? { ...viewer, role: lesserRole(viewer.role, role) } : { id: actor.id, role }
}

async function isUnrevoked(tx: Tx, keyId: Id): Promise<boolean> {
  const key = await tx
    .selectFrom('service_keys')
    .select('id')
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return key !== undefined
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
