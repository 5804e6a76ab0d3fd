/**
 * The person whom the provider signed in: found by issuer and subject, which nobody else can have. An address links them
 * to somebody who is here already only where the settings say so and the provider has verified it; else whoever could
 * write any address at the provider would take accounts over.
 */
import { type Id, type Person, parseEmail, type Role, tidyLine } from '@copydesk/contract'
import type { Command, CommandContext } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { changed } from '../commands.ts'
import { lockWithAdministrators } from '../door.ts'
import { newPersonRow } from '../new-person.ts'
import { presentPerson } from '../present.ts'
import { markSessionsChanged } from '../sessions/session-changes.ts'
import type { ProviderClaims } from './provider.ts'

export type OidcRules = Pick<Settings, 'oidcRoles' | 'oidcDefaultRole' | 'oidcLinkByEmail'>

export function signInByProvider(claims: ProviderClaims, rules: OidcRules): Command<Person> {
  return async (context) => {
    const role = roleFor(claims, rules)
    if (role === undefined)
      throw new Refusal('no_role', 'None of the groups of this account has a role here.')
    const email = parseEmail(claims.email ?? '')
    // The address before the account: two first sign-ins may end at once, and whoever the other one made has both.
    const taken = email === null ? undefined : await findByEmail(context.tx, email)
    const known = await findLinked(context.tx, claims)
    if (known) {
      if (known.deactivated_at !== null) throw new Refusal('account_deactivated')
      return update(context, known.id, role, rules)
    }
    if (email === null) {
      throw new Refusal('provider_refused', 'The provider told no e-mail address that is one.')
    }
    if (taken) {
      if (!rules.oidcLinkByEmail || !claims.isEmailVerified) {
        throw new Refusal('email_taken', `${email} belongs to somebody who signs in another way.`)
      }
      if (taken.deactivated_at !== null) throw new Refusal('account_deactivated')
      await link(context, claims, taken.id)
      return update(context, taken.id, role, rules)
    }
    const row = newPersonRow(context, { name: nameOf(claims, email), email, role })
    await context.tx.insertInto('people').values(row).execute()
    await link(context, claims, row.id)
    return changed(context, row, 201)
  }
}

type Found = Pick<Row<'people'>, 'id' | 'deactivated_at'>

/** The highest role that a group has; without a mapping everybody begins with the default. */
function roleFor({ groups }: ProviderClaims, { oidcRoles, oidcDefaultRole }: OidcRules): Role | undefined {
  const byPower: readonly Role[] = ['admin', 'editor', 'reviewer', 'viewer']
  const mapped = groups.flatMap((group) => oidcRoles.get(group) ?? [])
  const highest = byPower.find((role) => mapped.includes(role))
  return highest ?? (oidcDefaultRole === 'none' ? undefined : oidcDefaultRole)
}

/** The groups decide the role at each sign-in where they are mapped. The last administrator stays one. */
async function update(
  context: CommandContext,
  id: Id,
  role: Role,
  { oidcRoles }: OidcRules,
): ReturnType<Command<Person>> {
  const { tx, newId } = context
  if (oidcRoles.size === 0) {
    const person = await tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return { body: presentPerson(person), events: [] }
  }
  const { person, isLastAdmin } = await lockWithAdministrators(tx, id)
  if (role === person.role || isLastAdmin) return { body: presentPerson(person), events: [] }
  const row = { ...person, role, revision: person.revision + 1 }
  await tx.updateTable('people').set({ role, revision: row.revision }).where('id', '=', row.id).execute()
  await markSessionsChanged(tx, newId())
  return changed(context, row)
}

function findLinked(tx: Tx, { issuer, subject }: ProviderClaims): Promise<Found | undefined> {
  return tx
    .selectFrom('provider_accounts')
    .innerJoin('people', 'people.id', 'provider_accounts.person_id')
    .select(['people.id', 'people.deactivated_at'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

function findByEmail(tx: Tx, email: string): Promise<Found | undefined> {
  return tx
    .selectFrom('people')
    .select(['id', 'deactivated_at'])
    .where('email', '=', email)
    .executeTakeFirst()
}

async function link({ tx, now }: CommandContext, claims: ProviderClaims, personId: Id): Promise<void> {
  const { issuer, subject } = claims
  await tx
    .insertInto('provider_accounts')
    .values({ issuer, subject, person_id: personId, created_at: now })
    .execute()
}

function nameOf({ name }: ProviderClaims, email: string): string {
  const tidied = name === undefined ? undefined : tidyLine(name.slice(0, 200), { max: 200, required: true })
  return tidied?.ok ? tidied.text : (email.split('@')[0] ?? email)
}
