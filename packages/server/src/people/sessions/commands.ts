/** Sessions begin and end, told to the other windows of their person. */
import { channels, type Id } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import { presentSession } from './present.ts'
import { markSessionsChanged, readSessionsMark } from './session-changes.ts'
import { sessionLengthMs } from './session-token.ts'

export interface NewSession {
  personId: Id
  tokenHash: string
  /** As the browser calls itself; null for who comes without one, which nobody is told of. */
  userAgent: string | null
  /** The hash that the password was checked against; left out where none was. */
  passwordHash?: string | null | undefined
}

/**
 * Begins a session. The person is locked and looked at again, since the check of a password takes so long that the
 * password may be another one by now.
 */
export function startSession(input: NewSession): Command<{ sessionId: Id }> {
  return async (context) => {
    const { tx, newId, now } = context
    const { personId, passwordHash } = input
    const person = await tx
      .selectFrom('people')
      .select(['id', 'password_hash', 'deactivated_at'])
      .where('id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!person || (passwordHash !== undefined && passwordHash !== person.password_hash)) {
      throw new Refusal('sign_in_failed')
    }
    if (person.deactivated_at !== null) throw new Refusal('account_deactivated')
    const row: Row<'sessions'> = {
      id: newId(),
      token_hash: input.tokenHash,
      person_id: personId,
      user_agent: input.userAgent?.slice(0, maxUserAgentLength) ?? null,
      created_at: now,
      last_seen_at: now,
      expires_at: now + sessionLengthMs,
    }
    await tx.insertInto('sessions').values(row).execute()
    const started = event(context, 'session.started', { session: presentSession(row) })
    const events = row.user_agent === null ? [] : [{ channel: channels.person(personId), event: started }]
    return { body: { sessionId: row.id }, events }
  }
}

/** Browsers need 300; what is longer says no more. */
const maxUserAgentLength = 500

/** Which of a person's sessions. */
export interface WhichSessions {
  only?: Id
  except?: Id
}

/** Ends sessions of a person: what to tell their windows, within the transaction of whatever ends them. */
export async function endSessionsOf(
  context: CommandContext,
  personId: Id,
  { only, except }: WhichSessions = {},
  mark = context.newId(),
): Promise<ChannelEvent[]> {
  const { tx } = context
  const ended = await tx
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .returning('id')
    .execute()
  await markSessionsChanged(tx, mark)
  if (ended.length === 0) return []
  const sessionIds = ended.map(({ id }) => id)
  return [{ channel: channels.person(personId), event: event(context, 'session.ended', { sessionIds }) }]
}

/** Refuses an id that is none of the person's sessions. */
export function endSession(personId: Id, sessionId: Id): Command<null> {
  return async (context) => {
    const events = await endSessionsOf(context, personId, { only: sessionId })
    if (events.length === 0) throw new Refusal('not_found', 'There is no such session: it has ended already.')
    return { status: 204, body: null, events }
  }
}

/** Ends all sessions of a person but one. */
export function endOtherSessions(personId: Id, sessionId: Id): Command<null> {
  return async (context) => ({
    status: 204,
    body: null,
    events: await endSessionsOf(context, personId, { except: sessionId }),
  })
}

/** Ends a session of which nobody asks whether it was there: the mark that was left before, and the one left now. */
export function signOut(personId: Id, sessionId: Id): Command<{ before: string; mark: string }> {
  return async (context) => {
    const mark = context.newId()
    const before = await readSessionsMark(context.tx)
    const events = await endSessionsOf(context, personId, { only: sessionId }, mark)
    return { body: { before, mark }, events }
  }
}
