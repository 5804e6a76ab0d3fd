/** Making, revoking and accepting invitations, told to every administrator. */
import {
  type CreateInvitation,
  channels,
  type Id,
  type Invitation,
  invitationLimits,
  type Person,
} from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight } from '../../command/viewer.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import { createPerson, type NewPerson } from '../commands.ts'
import { lockAdministrators } from '../door.ts'
import { readViewer } from '../read-viewer.ts'
import { hashInvitationToken } from './invitation-token.ts'
import { presentInvitation } from './present.ts'
import { findOpen } from './queries.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Makes an invitation of `token`, which only the caller knows from then on. */
export function createInvitation(input: CreateInvitation & { token: string }): Command<Invitation> {
  return async (context) => {
    const { tx, newId, now, actor } = context
    const administrators = await enter(context)
    const { open } = await tx
      .selectFrom('invitations')
      .select((row) => row.fn.countAll<number>().as('open'))
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirstOrThrow()
    if (Number(open) >= invitationLimits.open) throw new Refusal('too_many_invitations')
    const row: Row<'invitations'> = {
      id: newId(),
      revision: 1,
      token_hash: hashInvitationToken(input.token),
      label: input.label ?? '',
      role: input.role,
      created_by_id: actor.id,
      created_by_kind: actor.kind,
      created_at: now,
      expires_at: now + (input.days ?? invitationLimits.usualDays) * dayMs,
      accepted_at: null,
      accepted_by_id: null,
      revoked_at: null,
    }
    await tx.insertInto('invitations').values(row).execute()
    return { status: 201, body: presentInvitation(row), events: changed(context, row, administrators) }
  }
}

/** Ends an invitation that nobody took; one that has ended already stays as it is. */
export function revokeInvitation(id: Id): Command<Invitation> {
  return async (context) => {
    const { tx, now } = context
    const administrators = await enter(context)
    const revoked = await tx
      .updateTable('invitations')
      .set((row) => ({ revoked_at: now, revision: row('revision', '+', 1) }))
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (revoked) {
      return { body: presentInvitation(revoked), events: changed(context, revoked, administrators) }
    }
    const row = await tx.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new Refusal('not_found', 'There is no such invitation.')
    if (row.accepted_at !== null) throw new Refusal('invitation_used')
    return { body: presentInvitation(row), events: [] }
  }
}

/**
 * Makes the person whom an invitation lets in. All who come by one link at the same moment wait for the same lock, and
 * all but the first find it used.
 */
export function acceptInvitation(token: string, person: Omit<NewPerson, 'role'>): Command<Person> {
  return async (context) => {
    const { tx, now } = context
    const administrators = await lockAdministrators(tx)
    const { row } = await findOpen(tx, token, now)
    const made = await createPerson({ ...person, role: row.role })(context)
    const accepted = {
      ...row,
      accepted_at: now,
      accepted_by_id: made.body.id,
      revision: row.revision + 1,
    }
    await tx
      .updateTable('invitations')
      .set({ accepted_at: now, accepted_by_id: made.body.id, revision: accepted.revision })
      .where('id', '=', row.id)
      .execute()
    return { ...made, events: [...made.events, ...changed(context, accepted, administrators)] }
  }
}

/** The administrators, locked, of whom whoever asks has to be one at this moment. */
async function enter(context: CommandContext): Promise<readonly Id[]> {
  const administrators = await lockAdministrators(context.tx)
  requireRight(await readViewer(context, context.actor), 'people.manage')
  return administrators
}

function changed(
  context: CommandContext,
  row: Row<'invitations'>,
  administrators: readonly Id[],
): ChannelEvent[] {
  const invitation = presentInvitation(row)
  return administrators.map((id) => ({
    channel: channels.person(id),
    event: event(context, 'invitation.changed', { invitation }),
  }))
}
