/** Reads people: the live list, one by id, one by e-mail address. */
import {
  channels,
  type FoundPerson,
  type Id,
  type Me,
  type PeopleState,
  type Person,
  type Snapshot,
} from '@copydesk/contract'
import { beginsWithFirst, contains } from '../storage/contains.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { personColumns, presentMe, presentPerson } from './present.ts'

/** `GET /people`: everybody, and every service that there ever was, by id. */
export async function readPeople(tx: Tx): Promise<Snapshot<PeopleState>> {
  const rows = await tx.selectFrom('people').select(personColumns).orderBy('id').execute()
  const services = await tx
    .selectFrom('service_keys')
    .select(['id', 'revision', 'name'])
    .orderBy('id')
    .execute()
  return {
    data: rows.map(presentPerson),
    nextCursor: null,
    services,
    position: await readPosition(tx, channels.people),
  }
}

/** One person, or undefined for an id that is nobody's. */
export async function findPerson(tx: Tx, id: Id): Promise<Person | undefined> {
  const row = await tx.selectFrom('people').select(personColumns).where('id', '=', id).executeTakeFirst()
  return row && presentPerson(row)
}

/** As `findPerson`, with what is the person's own. */
export async function findMe(tx: Tx, id: Id): Promise<Me | undefined> {
  const row = await tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
  return row && presentMe(row)
}

/** The password hash of a person; undefined for an id that is nobody's. */
export async function findPasswordHash(
  tx: Tx,
  id: Id,
): Promise<{ email: string; passwordHash: string | null } | undefined> {
  return tx
    .selectFrom('people')
    .select(['email', 'password_hash as passwordHash'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** People whose name contains this, those whose name begins with it first. */
export async function findPeopleByName(tx: Tx, q: string, limit: number): Promise<FoundPerson[]> {
  const rows = await tx
    .selectFrom('people')
    .select(['id', 'name', 'role'])
    .where('removed_at', 'is', null)
    .where(contains('name', q))
    .orderBy(beginsWithFirst('name', q))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id, name, role }) => ({ kind: 'person', id, title: name, role }))
}

/** The person that an embedding application calls so. */
export async function findByExternalId(tx: Tx, externalId: string): Promise<Person | undefined> {
  const row = await tx
    .selectFrom('people')
    .select(personColumns)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  return row && presentPerson(row)
}

/** The person and password hash behind an e-mail address, in lower case. */
export async function findAccount(
  tx: Tx,
  email: string,
): Promise<{ person: Person; passwordHash: string | null } | undefined> {
  const row = await tx
    .selectFrom('people')
    .select([...personColumns, 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst()
  return row && { person: presentPerson(row), passwordHash: row.password_hash }
}

/** Whether there is nobody yet, so that the first administrator is to be set up. */
export async function isSetupNeeded(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('people').select('id').limit(1).executeTakeFirst()) === undefined
}
