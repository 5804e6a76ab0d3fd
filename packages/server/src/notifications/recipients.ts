/**
 * Whom something that happened concerns, and why. Pure: the facts come from outside. Who of them is told decides
 * `decide.ts`.
 */
import { type Id, type NotificationReason, notificationReasons } from '@copydesk/contract'

/** Why something concerns a person: by some of the items that it is about, or by all that it is about. */
export interface Concern {
  personId: Id
  reason: NotificationReason
  itemIds?: readonly Id[]
  /** The group by which they are mentioned. */
  group?: NamedGroup
}

export interface NamedGroup {
  id: Id
  name: string
}

/** A person to be told: for the strongest of their reasons, of every item that concerns them. */
export interface Recipient {
  personId: Id
  reason: NotificationReason
  /** Those of the strongest reason first. Empty when it is not about items. */
  itemIds: readonly Id[]
  /** Where they are told as one of a group. */
  group?: NamedGroup
}

/** Who has to do with an item of a project. */
export interface ItemPeople {
  id: Id
  assigneeId: Id | null
  /** Who wrote the version, if a person did. */
  authorId: Id | null
}

/** A group that a comment mentions, and who is in it. */
export interface MentionedGroup extends NamedGroup {
  memberIds: readonly Id[]
}

/** Who has to do with a comment. */
export interface CommentPeople {
  mentioned: readonly Id[]
  groups: readonly MentionedGroup[]
  /** Who wrote in the thread before. */
  participants: readonly Id[]
  /** Whom the thread mentioned before. */
  involved: readonly Id[]
  item: ItemPeople | undefined
  /** Who created the project, if a person did. */
  ownerId: Id | null
}

/** A new comment concerns those it mentions, who has to do with its thread, and who with item and project. */
export function concernsOfComment({
  mentioned,
  groups,
  participants,
  involved,
  item,
  ownerId,
}: CommentPeople): Concern[] {
  return [
    ...concernsOfMentions(mentioned, groups),
    ...participants.map((personId): Concern => ({ personId, reason: 'reply' })),
    ...involved.map((personId): Concern => ({ personId, reason: 'thread' })),
    ...(item ? concernsOfItem(item) : []),
    ...concern(ownerId, 'owner'),
  ]
}

/** Who is mentioned by name hears that, also where a group of theirs is mentioned as well. */
export function concernsOfMentions(mentioned: readonly Id[], groups: readonly MentionedGroup[]): Concern[] {
  return [
    ...mentioned.map((personId): Concern => ({ personId, reason: 'mention' })),
    ...groups.flatMap(({ id, name, memberIds }) =>
      memberIds.map((personId): Concern => ({ personId, reason: 'mention', group: { id, name } })),
    ),
  ]
}

/** A change of items concerns their assignees, the authors of their versions, and the project's creator. */
export function concernsOfItems(items: readonly ItemPeople[], ownerId: Id | null): Concern[] {
  return items.length === 0 ? [] : [...items.flatMap(concernsOfItem), ...concern(ownerId, 'owner')]
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
  return personId === null
    ? []
    : [{ personId, reason, ...(itemId === undefined ? {} : { itemIds: [itemId] }) }]
}

/** The person as they are told of what concerns them, of all of it at once; `all` are the items that it is about. */
export function recipientOf(concerns: readonly Concern[], all: readonly Id[]): Recipient {
  const strongestFirst = concerns.toSorted((a, b) => strength(a.reason) - strength(b.reason))
  const [strongest] = strongestFirst
  if (!strongest) throw new Error('A recipient without a concern')
  const { personId, reason, group } = strongest
  const person = { personId, reason, ...(group === undefined ? {} : { group }) }
  // Where thousands watch thousands of items, no list is made for each of them.
  if (strongest.itemIds === undefined) return { ...person, itemIds: all }
  return { ...person, itemIds: [...new Set(strongestFirst.flatMap(({ itemIds = all }) => itemIds))] }
}

/** 0 is the strongest. */
export function strength(reason: NotificationReason): number {
  return notificationReasons.indexOf(reason)
}
