/**
 * What may happen to people: created, a new password, another role. Used by the set-up page and by
 * `copydesk user`. Passwords arrive here hashed: hashing takes long, and a transaction awaits only SQL.
 */
import {
  type ChangePerson,
  channels,
  type Group,
  type Id,
  type Person,
  type Role,
  type Service,
  sameEmail,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { recheck } from '../projects/review/recheck-approvals.ts'
import { checkSchedules } from '../projects/schedules/ask-for-checks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { lockByName } from '../storage/named-lock.ts'
import type { Row } from '../storage/schema.ts'
import { enterPerson } from './door.ts'
import { revokeKeysOf } from './keys/commands.ts'
import { newPersonRow } from './new-person.ts'
import { presentPerson } from './present.ts'
import { findByExternalId, isSetupNeeded } from './queries.ts'
import { endSessionsOf } from './sessions/commands.ts'
import { markSessionsChanged } from './sessions/session-changes.ts'

/** Someone to be created. */
export interface NewPerson {
  name: string
  email: string
  role: Role
  /** From `hashPassword`; null for someone who cannot sign in with a password. */
  passwordHash: string | null
}

/** Creates a person. Refuses an e-mail address that is taken. */
export function createPerson(input: NewPerson): Command<Person> {
  return async (context) => {
    const email = sameEmail(input.email)
    const taken = await context.tx
      .selectFrom('people')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst()
    if (taken) {
      const message = `${email} belongs to someone already`
      throw new Refusal('invalid_request', `${message}.`, { errors: [{ path: '/email', message }] })
    }
    const { name, role, passwordHash } = input
    const row = newPersonRow(context, { name, email, role, password_hash: passwordHash })
    await context.tx.insertInto('people').values(row).execute()
    return changed(context, row, 201)
  }
}

/** Creates the first administrator. Refuses once there is anybody; of several at the same time one is the first. */
export function setUp(input: Omit<NewPerson, 'role'>): Command<Person> {
  return async (context) => {
    await lockByName(context.tx, 'first administrator')
    if (!(await isSetupNeeded(context.tx))) throw new Refusal('setup_done')
    return createPerson({ ...input, role: 'admin' })(context)
  }
}

/** Sets a person's password and ends all their sessions: whoever knew the old one is out. */
export function setPassword(input: { email: string; passwordHash: string }): Command<Person> {
  return async (context) => {
    const row = await context.tx
      .updateTable('people')
      .set({ password_hash: input.passwordHash })
      .where('email', '=', sameEmail(input.email))
      .returningAll()
      .executeTakeFirst()
    if (!row) throw unknownEmail(input.email)
    return { body: presentPerson(row), events: await endSessionsOf(context, row.id) }
  }
}

/** Gives a person another role, by their e-mail address. Refuses to take the last administrator away. */
export function changeRole(input: { email: string; role: Role }): Command<Person> {
  return async (context) => {
    const email = sameEmail(input.email)
    const found = await context.tx
      .selectFrom('people')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst()
    if (!found) throw unknownEmail(email)
    return changePerson(found.id, input)(context)
  }
}

/** Gives somebody another role, keeps them out or lets them in again. Refuses to take the last administrator away. */
export function changePerson(id: Id, { role, state, revokeKeys = false }: ChangePerson): Command<Person> {
  return async (context) => {
    const { tx, now, newId } = context
    const { person: before, isLastAdmin } = await enterPerson(context, id)
    const row = {
      ...before,
      role: role ?? before.role,
      deactivated_at:
        state === undefined
          ? before.deactivated_at
          : state === 'active'
            ? null
            : (before.deactivated_at ?? now),
    }
    const isOut = row.deactivated_at !== null
    if (row.role === before.role && row.deactivated_at === before.deactivated_at) {
      return { body: presentPerson(before), events: [] }
    }
    if (isLastAdmin && (isOut || row.role !== 'admin')) throw lastAdministrator(before)
    row.revision += 1
    await tx
      .updateTable('people')
      .set({ role: row.role, deactivated_at: row.deactivated_at, revision: row.revision })
      .where('id', '=', id)
      .execute()
    const services = isOut && revokeKeys ? await revokeKeysOf(context, id) : []
    const ended = isOut ? await endSessionsOf(context, id) : []
    if (!isOut) await markSessionsChanged(tx, newId())
    recheck(context, [id])
    context.enqueue(await checkSchedules(tx, id))
    return { body: presentPerson(row), events: [...ended, personChanged(context, row, { services })] }
  }
}

/** Says that a person is the one whom an embedding application calls `externalId`. Refuses an id that is taken. */
export function linkPerson(input: { email: string; externalId: string }): Command<Person> {
  return async (context) => {
    const { tx } = context
    const email = sameEmail(input.email)
    const before = await tx
      .selectFrom('people')
      .selectAll()
      .where('email', '=', email)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!before) throw unknownEmail(email)
    const other = await findByExternalId(tx, input.externalId)
    if (other && other.id !== before.id && other.state === 'removed') {
      await tx.updateTable('people').set({ external_id: null }).where('id', '=', other.id).execute()
    } else if (other && other.id !== before.id) {
      throw new Refusal('invalid_request', `"${input.externalId}" is ${other.email} already.`)
    }
    const row = { ...before, external_id: input.externalId, revision: before.revision + 1 }
    await tx
      .updateTable('people')
      .set({ external_id: row.external_id, revision: row.revision })
      .where('id', '=', row.id)
      .execute()
    return changed(context, row)
  }
}

/** The answer with the person, and the event for everybody. */
export function changed(
  context: CommandContext,
  row: Row<'people'>,
  status: 200 | 201 = 200,
): Outcome<Person> {
  if (status === 200) recheck(context, [row.id])
  return { status, body: presentPerson(row), events: [personChanged(context, row)] }
}

/** The event for everybody. */
export function personChanged(
  context: CommandContext,
  row: Row<'people'>,
  { services = [], groups = [] }: { services?: Service[]; groups?: Group[] } = {},
): ChannelEvent {
  const told = {
    person: presentPerson(row),
    ...(services.length === 0 ? {} : { services }),
    ...(groups.length === 0 ? {} : { groups }),
  }
  return { channel: channels.people, event: event(context, 'person.changed', told) }
}

/** Says whom it is about by the name that everybody sees. */
export function lastAdministrator({ name }: Pick<Row<'people'>, 'name'>): Refusal {
  return new Refusal('last_administrator', `${name} is the last administrator: name another one first.`)
}

function unknownEmail(email: string): Refusal {
  return new Refusal('not_found', `There is nobody with the e-mail address ${sameEmail(email)}.`)
}
