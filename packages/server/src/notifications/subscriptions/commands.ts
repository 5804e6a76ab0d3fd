/** Watching and muting: what one may see, under the lock of one's own inbox. */
import {
  type ChangeSubscription,
  channels,
  type Id,
  isSubscriptionKey,
  parseSubscriptionKey,
  type Subscription,
  type SubscriptionKey,
  subscriptionLimit,
} from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { type Viewer, viewerOf } from '../../command/viewer.ts'
import { viewText } from '../../comments/text-scope.ts'
import { viewContent } from '../../content/door.ts'
import { viewProject } from '../../projects/project/door.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterInbox } from '../door.ts'
import { presentSubscription } from './present.ts'

/** Sets what a person is told of something. What is as by default again may be gone by then. */
export function changeSubscription(
  personId: Id,
  key: string,
  { level }: ChangeSubscription,
): Command<Subscription> {
  return async (context) => {
    const { tx, now, precondition } = context
    if (!isSubscriptionKey(key)) throw new Refusal('not_found', 'There is nothing that this key names.')
    await enterInbox(tx, personId)
    const before = await tx
      .selectFrom('subscriptions')
      .selectAll()
      .where('person_id', '=', personId)
      .where('key', '=', key)
      .executeTakeFirst()
    precondition.require(before?.revision ?? 0)
    if (level !== 'default' || before === undefined) await requireSeen(tx, await viewerOf(context), key)
    if (before?.level === level) return { body: presentSubscription(before), events: [] }
    if (level !== 'default' && (before?.level ?? 'default') === 'default') await requireRoom(tx, personId)
    const row: Row<'subscriptions'> = {
      person_id: personId,
      key,
      level,
      revision: (before?.revision ?? 0) + 1,
      changed_at: now,
    }
    await tx
      .insertInto('subscriptions')
      .values(row)
      .onConflict((conflict) => conflict.columns(['person_id', 'key']).doUpdateSet(row))
      .execute()
    return { body: presentSubscription(row), events: [changed(context, row)] }
  }
}

function changed(context: CommandContext, row: Row<'subscriptions'>) {
  const subscription = presentSubscription(row)
  return {
    channel: channels.person(row.person_id),
    event: event(context, 'subscription.changed', { subscription }),
  }
}

/** Throws as the door of what the key names does: what is nowhere is answered like what is not to be seen. */
async function requireSeen(tx: Tx, viewer: Viewer, key: SubscriptionKey): Promise<void> {
  const named = parseSubscriptionKey(key)
  switch (named?.scope) {
    case 'site':
      return
    case 'project':
      await viewProject(tx, viewer, named.id)
      return
    case 'content':
      await viewContent(tx, viewer, named.id)
      return
    case 'item':
      await viewProject(tx, viewer, (await projectOfItem(tx, named.id)) ?? named.id)
      return
    case 'thread':
      await viewThread(tx, viewer, named.id)
  }
}

async function projectOfItem(tx: Tx, id: Id): Promise<Id | undefined> {
  const row = await tx
    .selectFrom('project_items')
    .select('project_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.project_id
}

async function viewThread(tx: Tx, viewer: Viewer, id: Id): Promise<void> {
  const row = await tx
    .selectFrom('comments')
    .select(['project_id', 'content_id', 'language'])
    .where('id', '=', id)
    .where('thread_id', '=', id)
    .executeTakeFirst()
  const { project_id: projectId = id, content_id: contentId, language } = row ?? {}
  if (projectId !== null) await viewProject(tx, viewer, projectId)
  else await viewText(tx, viewer, contentId ?? id, language ?? '')
}

async function requireRoom(tx: Tx, personId: Id): Promise<void> {
  const { count } = await tx
    .selectFrom('subscriptions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('level', '<>', 'default')
    .executeTakeFirstOrThrow()
  if (Number(count) >= subscriptionLimit) throw new Refusal('too_many_subscriptions')
}
