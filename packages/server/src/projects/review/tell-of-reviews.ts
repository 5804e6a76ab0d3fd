/** What is published of a review that goes on, and the work that follows: whoever looks at it sees how far it is. */
import type { Id, ItemsChanged, ProjectItem } from '@copydesk/contract'
import type { CommandContext, Outcome } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContent, touchVersions } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import { itemEvents, touchItems } from '../items/events.ts'
import { itemsById } from '../items/queries.ts'
import type { Subject } from './subjects.ts'
import { tellAsked } from './tell-asked.ts'
import { versionApprovalsAsked } from './version-news.ts'

/** What became of them: a decision, and whether others are asked now. */
interface News {
  decision?: ItemsChanged['decision']
  isStepBegun?: boolean
}

/** Gives what is reviewed a new revision, and tells of it. */
export async function tellOfReviews(
  context: CommandContext,
  subjects: readonly Subject[],
  { decision, isStepBegun = false }: News,
): Promise<Pick<Outcome<unknown>, 'events' | 'outbox'>> {
  const { tx, actor } = context
  const itemIds = subjects.flatMap(({ item }) => item?.id ?? [])
  const versions = subjects.filter(({ item }) => item?.action !== 'unpublish')
  await touchItems(context, itemIds)
  await touchVersions(
    context,
    versions.map(({ id }) => id),
  )
  await touchContent(
    context,
    versions.map(({ contentId }) => contentId),
  )
  await tellAsked(
    context,
    subjects.map(({ id }) => id),
  )
  const items = await itemsById(tx, itemIds)
  const told = itemEvents(context, items, ({ approvals }) => ({ approvals }), decision)
  const byProject = Map.groupBy(items, (item) => item.projectId)
  const outbox: OutboxEntry[] = isStepBegun
    ? [...byProject].flatMap(([projectId, own], index) => {
        const eventId = told[index]?.event.id
        if (eventId === undefined) return []
        const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId }
        return [notify.entry({ kind: 'approval.asked', ...about, itemIds: own.map(({ id }) => id) })]
      })
    : []
  const ofContent = await contentEvents(
    context,
    versions.map(({ id }) => id),
  )
  if (isStepBegun) {
    const alone = versions.filter(({ item }) => item === undefined)
    outbox.push(...versionApprovalsAsked(context, ofContent, alone))
  }
  return { events: [...told, ...ofContent], outbox }
}

/** Tells those who are asked for approvals of versions that came into a project. */
export function askedWork(
  { actor }: CommandContext,
  projectId: Id,
  eventId: Id,
  items: readonly ProjectItem[],
  versionIds: readonly Id[],
): OutboxEntry[] {
  const anew = new Set(versionIds)
  const itemIds = items
    .filter(({ versionId, approvals }) => anew.has(versionId) && approvals !== null)
    .map(({ id }) => id)
  if (itemIds.length === 0) return []
  const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId }
  return [notify.entry({ kind: 'approval.asked', ...about, itemIds })]
}
