/** Making and revoking service keys. */
import { type CreateServiceKey, channels, type Id, type Service, type ServiceKey } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, viewerOf } from '../../command/viewer.ts'
import { checkSchedules } from '../../projects/schedules/ask-for-checks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import { hashKey, shownPart } from './key-text.ts'
import { keyColumns, presentKey } from './present.ts'

/** Makes a key out of `key`, which only the caller knows from then on. Refuses an end that has passed. */
export function createKey(input: CreateServiceKey & { key: string }): Command<ServiceKey> {
  return async (context) => {
    const { tx, newId, now, actor } = context
    requireRight(await viewerOf(context), 'site.manage')
    const expiresAt = input.expiresAt ? Date.parse(input.expiresAt) : null
    if (expiresAt !== null && expiresAt <= now) {
      const message = 'must be in the future'
      throw new Refusal('invalid_request', `expiresAt ${message}.`, {
        errors: [{ path: '/expiresAt', message }],
      })
    }
    const row: Row<'service_keys'> = {
      id: newId(),
      revision: 1,
      name: input.name,
      key_hash: hashKey(input.key),
      prefix: shownPart(input.key),
      scopes: JSON.stringify([...new Set(input.scopes)].sort()),
      created_by_id: actor.id,
      created_by_kind: actor.kind,
      created_at: now,
      expires_at: expiresAt,
      last_used_at: null,
      revoked_at: null,
    }
    await tx.insertInto('service_keys').values(row).execute()
    return { status: 201, body: presentKey(row), events: [serviceChanged(context, row)] }
  }
}

/** Ends a key for good; one that has ended already stays as it is. */
export function revokeKey(id: Id): Command<ServiceKey> {
  return async (context) => {
    const { tx, now } = context
    requireRight(await viewerOf(context), 'site.manage')
    const { numUpdatedRows } = await tx
      .updateTable('service_keys')
      .set((row) => ({ revoked_at: now, revision: row('revision', '+', 1) }))
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    const row = await tx.selectFrom('service_keys').select(keyColumns).where('id', '=', id).executeTakeFirst()
    if (!row) throw new Refusal('not_found', 'There is no such key.')
    context.enqueue(await checkSchedules(tx, id))
    return { body: presentKey(row), events: numUpdatedRows === 0n ? [] : [serviceChanged(context, row)] }
  }
}

/** Revokes what a person made and may have kept a copy of; gives the services as everybody sees them. */
export async function revokeKeysOf(context: CommandContext, personId: Id): Promise<Service[]> {
  const { tx, now } = context
  const revoked = await tx
    .updateTable('service_keys')
    .set((row) => ({ revoked_at: now, revision: row('revision', '+', 1) }))
    .where('created_by_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'revision', 'name'])
    .execute()
  for (const { id } of revoked) context.enqueue(await checkSchedules(tx, id))
  return revoked
}

/** For everybody: who it is that did something with this key. */
function serviceChanged(
  context: CommandContext,
  { id, revision, name }: Pick<Row<'service_keys'>, 'id' | 'revision' | 'name'>,
): ChannelEvent {
  return {
    channel: channels.people,
    event: event(context, 'service.changed', { service: { id, revision, name } }),
  }
}
