/**
 * Where something happened, as the keys that people watch or mute there: its thread, its items with their content, its
 * project, the site.
 */
import { type Id, type SubscriptionKey, subscriptionKey } from '@copydesk/contract'
import type { Concern } from './recipients.ts'
import type { Place } from './sight.ts'

/** With what of it people may watch and mute by itself. */
export interface WatchedPlace extends Place {
  threadId: Id | null
  /** Those that it is about. */
  items: readonly PlacedItem[]
}

export interface PlacedItem {
  id: Id
  /** Null where the item is gone. */
  contentId: Id | null
}

/** The nearest first; without those of its items. */
export function widerKeys({ threadId, contentId, projectId }: WatchedPlace): SubscriptionKey[] {
  return [
    ...(threadId === null ? [] : [subscriptionKey('thread', threadId)]),
    ...(contentId === null ? [] : [subscriptionKey('content', contentId)]),
    ...(projectId === null ? [] : [subscriptionKey('project', projectId)]),
    'site',
  ]
}

/** The nearest first. */
export function itemKeys({ id, contentId }: PlacedItem): SubscriptionKey[] {
  return [subscriptionKey('item', id), ...(contentId === null ? [] : [subscriptionKey('content', contentId)])]
}

/** All of them, in no order. */
export function keysOf(place: WatchedPlace): SubscriptionKey[] {
  return [...widerKeys(place), ...place.items.flatMap(itemKeys)]
}

/** Whom it concerns since they watch what it happened to. */
export function concernsOfWatchers(
  place: WatchedPlace,
  watchersOf: (key: SubscriptionKey) => readonly Id[],
): Concern[] {
  const reason = 'watching'
  return [
    ...widerKeys(place)
      .flatMap(watchersOf)
      .map((personId): Concern => ({ personId, reason })),
    ...place.items.flatMap((item) =>
      itemKeys(item)
        .flatMap(watchersOf)
        .map((personId): Concern => ({ personId, reason, itemIds: [item.id] })),
    ),
  ]
}
