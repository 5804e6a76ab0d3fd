/**
 * Whom something that happened concerns, and why. Pure: the facts come from outside. Who of them is told decides
 * `decide.ts`.
 */
import { type Id, type NotificationReason, notificationReasons } from '@copydesk/contract'

/** Why something concerns a person; `itemId` when it does so through an item. */
export interface Concern {
  personId: Id
  reason: NotificationReason
  itemId?: Id
}

/** A person to be told: for the strongest of their reasons, of every item that concerns them. */
export interface Recipient {
  personId: Id
  reason: NotificationReason
  /** Those of the strongest reason first. Empty when it is not about items. */
  itemIds: Id[]
}

/** Who has to do with an item of a project. */
export interface ItemPeople {
  id: Id
  assigneeId: Id | null
  /** Who wrote the version, if a person did. */
  authorId: Id | null
}

/** Who has to do with a comment. */
export interface CommentPeople {
  mentioned: readonly Id[]
  /** Who wrote in the thread before. */
  participants: readonly Id[]
  item: ItemPeople | undefined
  /** Who created the project, if a person did. */
  ownerId: Id | null
}

/** A new comment concerns those it mentions, who wrote in its thread, and who has to do with item and project. */
export function concernsOfComment({ mentioned, participants, item, ownerId }: CommentPeople): Concern[] {
  return [
    ...mentioned.map((personId): Concern => ({ personId, reason: 'mention' })),
    ...participants.map((personId): Concern => ({ personId, reason: 'reply' })),
    ...(item ? concernsOfItem(item) : []),
    ...concern(ownerId, 'owner'),
  ]
}

/** A change of items concerns their assignees, the authors of their versions, and the project's creator. */
export function concernsOfItems(items: readonly ItemPeople[], ownerId: Id | null): Concern[] {
  return items.flatMap((item) => [...concernsOfItem(item), ...concern(ownerId, 'owner', item.id)])
}

/** Who has to do with a version that went live by itself, or with one that is older than that now. */
export interface VersionPeople {
  /** Of the item that holds it, if a project does. */
  assigneeId: Id | null
  /** Who began it and who wrote its present text, if people did. */
  writerIds: readonly Id[]
}

/** What went live concerns whoever wrote it, and whoever is at a draft that something else is live beside now. */
export function concernsOfVersions(versions: readonly VersionPeople[]): Concern[] {
  return versions.flatMap(({ assigneeId, writerIds }) => [
    ...concern(assigneeId, 'assigned'),
    ...writerIds.flatMap((writerId) => concern(writerId, 'author')),
  ])
}

function concernsOfItem({ id, assigneeId, authorId }: ItemPeople): Concern[] {
  return [...concern(assigneeId, 'assigned', id), ...concern(authorId, 'author', id)]
}

function concern(personId: Id | null, reason: NotificationReason, itemId?: Id): Concern[] {
  return personId === null ? [] : [{ personId, reason, ...(itemId === undefined ? {} : { itemId }) }]
}

/** The person as they are told of what concerns them, of all of it at once. */
export function recipientOf(concerns: readonly Concern[]): Recipient {
  const strongestFirst = concerns.toSorted((a, b) => strength(a.reason) - strength(b.reason))
  const [strongest] = strongestFirst
  if (!strongest) throw new Error('A recipient without a concern')
  const itemIds = new Set(strongestFirst.flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId])))
  return { personId: strongest.personId, reason: strongest.reason, itemIds: [...itemIds] }
}

/** 0 is the strongest. */
export function strength(reason: NotificationReason): number {
  return notificationReasons.indexOf(reason)
}
