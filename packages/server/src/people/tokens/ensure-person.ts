/**
 * The person that an application names in a token: made at first sight, brought up to date later. An e-mail address
 * never decides who somebody is: one that another person has is refused, and no account is taken over.
 */
import type { Person } from '@copydesk/contract'
import type { Command } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { takeUpAgain } from '../../notifications/mail/try-again.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { changed } from '../commands.ts'
import { newPersonRow } from '../new-person.ts'
import { presentPerson } from '../present.ts'
import type { PersonClaims } from './person-claims.ts'

/** Refuses whom it would have to make where the name or address is missing, or the address is another person's. */
export function ensurePerson(claims: PersonClaims): Command<Person> {
  return async (context) => {
    const { tx } = context
    const known = await selectByExternalId(tx, claims.externalId)
    if (known) {
      if (known.deactivated_at !== null) throw new Refusal('account_deactivated')
      const email = claims.email ?? known.email
      // The person stays who they are, with the address that they had.
      const isFree = email === known.email || !(await isTaken(tx, email))
      const row = { ...known, name: claims.name ?? known.name, email: isFree ? email : known.email }
      if (row.name === known.name && row.email === known.email)
        return { body: presentPerson(known), events: [] }
      row.revision += 1
      const { name, revision } = row
      await tx
        .updateTable('people')
        .set({ name, email: row.email, revision })
        .where('id', '=', row.id)
        .execute()
      const outcome = changed(context, row)
      if (row.email === known.email) return outcome
      return { ...outcome, events: [...outcome.events, ...(await takeUpAgain(context, row.id))] }
    }
    const { name, email } = claims
    if (name === undefined || email === undefined) {
      throw new Refusal(
        'credential_refused',
        'The token names somebody new, and lacks the claim "name" or "email" to make them a person here.',
      )
    }
    const { role, externalId } = claims
    const row = newPersonRow(context, { name, email, role, external_id: externalId })
    const { numInsertedOrUpdatedRows: inserted } = await tx
      .insertInto('people')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (inserted === 1n) return changed(context, row, 201)
    // Another request with the same token was first, or the address belongs to somebody else.
    const first = await selectByExternalId(tx, claims.externalId)
    if (first) return { body: presentPerson(first), events: [] }
    throw new Refusal('email_taken', `${email} belongs to somebody who did not come by such a token.`)
  }
}

function selectByExternalId(tx: Tx, externalId: string): Promise<Row<'people'> | undefined> {
  return tx
    .selectFrom('people')
    .selectAll()
    .where('external_id', '=', externalId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

async function isTaken(tx: Tx, email: string): Promise<boolean> {
  const row = await tx.selectFrom('people').select('id').where('email', '=', email).executeTakeFirst()
  return row !== undefined
}
