/**
 * What a decision brings about, of one or of many: new revisions, statuses that follow from it, one event for each
 * project, and the work of telling people.
 */
import type { Id, ItemsChanged } from '@copydesk/contract'
import type { CommandContext, Outcome } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContentOf, touchVersions } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import { moveTakedowns, rejectionNow } from '../items/commands/change-items.ts'
import { type ItemsEvent, itemEvents, touchItems } from '../items/events.ts'
import { itemsById } from '../items/queries.ts'
import { countProjects } from '../project/count-projects.ts'
import type { Subject } from './subjects.ts'
import { tellAsked } from './tell-asked.ts'
import { awaitingOfItems } from './tell-reviewers.ts'
import { versionApprovalsAsked, versionsMoved } from './version-news.ts'

/** What becomes of what is reviewed; nothing of a kind where it is left out. */
export interface Settlement {
  decision?: ItemsChanged['decision']
  /** Those that have another status by it. */
  moved?: readonly Subject[]
  status?: 'ready' | 'rejected'
  /** Those whose approvals alone are others. */
  counted?: readonly Subject[]
  /** Those of the counted of which others are asked now. */
  begun?: readonly Subject[]
}

/** Writes and tells it, for whoever holds their locks. */
export async function settle(
  context: CommandContext,
  { decision, moved = [], status, counted = [], begun = [] }: Settlement,
): Promise<Required<Pick<Outcome<unknown>, 'events' | 'outbox'>>> {
  const { tx } = context
  const all = [...moved, ...counted]
  const reason = decision?.reason
  await touchItems(context, itemIdsOf(all))
  await touchVersions(context, idsOf(moved.filter(isText)), status, reason)
  await touchVersions(context, idsOf(counted.filter(isText)))
  await moveTakedowns(
    context,
    moved.flatMap(({ item }) => item ?? []),
    { status, reason },
  )
  await touchContentOf(context, idsOf(all.filter(isText)))
  context.enqueue(awaitingOfItems(moved.flatMap(({ item }) => item ?? [])))
  await tellAsked(context, idsOf(all))
  const isMoved = new Set(itemIdsOf(moved))
  const ofItems = itemEvents(
    context,
    await itemsById(tx, itemIdsOf(all)),
    ({ id, approvals, ...item }) => (isMoved.has(id) ? { status: item.status } : { approvals }),
    {
      ...(decision === undefined ? {} : { decision }),
      ...(status === 'rejected' ? { rejection: rejectionNow(context, reason) } : {}),
    },
  )
  const ofContent = await contentEvents(context, idsOf(all.filter(isText)))
  const moves = status === undefined ? [] : moved.map((subject) => ({ ...subject, to: status }))
  const alone = moves
    .filter(({ item }) => item === undefined)
    .map(({ id, contentId, status: from, to }) => ({ id, contentId, from, to, reason }))
  return {
    events: [...ofItems, ...ofContent],
    outbox: [
      ...ofItems.flatMap((told) => workOfProject(context, told, moves, begun, reason)),
      ...versionsMoved(context, ofContent, alone),
      ...versionApprovalsAsked(
        context,
        ofContent,
        begun.filter(({ item }) => item === undefined),
      ),
    ],
  }
}

/** People are told of moves and of what they are asked for; the list of projects gets its counts. */
function workOfProject(
  { actor }: CommandContext,
  { event }: ItemsEvent,
  moves: readonly (Subject & { to: 'ready' | 'rejected' })[],
  begun: readonly Subject[],
  reason: string | undefined,
): OutboxEntry[] {
  const here = new Set(event.items.map(({ id }) => id))
  const projectId = [...moves, ...begun].find(({ item }) => here.has(item?.id ?? ''))?.item?.projectId
  if (projectId === undefined) return []
  const about = { eventId: event.id, actorId: actor.id, actorKind: actor.kind, projectId }
  const items = moves.flatMap(({ item, status: from, to }) =>
    item !== undefined && here.has(item.id) ? [{ itemId: item.id, from, to }] : [],
  )
  const asked = itemIdsOf(begun).filter((id) => here.has(id))
  return [
    ...(items.length === 0
      ? []
      : [
          countProjects.entry({ projectId }),
          notify.entry({ kind: 'item.status_changed', ...about, items, reason }),
        ]),
    ...(asked.length === 0 ? [] : [notify.entry({ kind: 'approval.asked', ...about, itemIds: asked })]),
  ]
}

function idsOf(subjects: readonly Subject[]): Id[] {
  return subjects.map(({ id }) => id)
}

function itemIdsOf(subjects: readonly Subject[]): Id[] {
  return subjects.flatMap(({ item }) => item?.id ?? [])
}

/** Not of a take-down, whose version stays what it is. */
function isText({ item }: Subject): boolean {
  return item?.action !== 'unpublish'
}
