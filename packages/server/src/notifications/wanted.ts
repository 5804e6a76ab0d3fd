/**
 * What of a concern its person wants to be told of, by what they watch and mute. The nearest key counts. A mute keeps away
 * all but what is said to the person by name. Pure.
 */
import {
  type Id,
  type NotificationKind,
  type NotificationReason,
  nearestLevel,
  type SubscriptionKey,
  type SubscriptionLevel,
} from '@copydesk/contract'
import { itemKeys, type PlacedItem, type WatchedPlace, widerKeys } from './place.ts'
import type { Concern } from './recipients.ts'

const asksThem: ReadonlySet<NotificationReason> = new Set(['mention', 'approver', 'scheduler'])
const assignsThem: ReadonlySet<NotificationKind> = new Set([
  'item.assigned',
  'task.assigned',
  'item.due',
  'task.due',
])

/** Whether it is said to the person by name, or asked of them. */
export function isPersonal(kind: NotificationKind, reason: NotificationReason): boolean {
  return asksThem.has(reason) || (reason === 'assigned' && assignsThem.has(kind))
}

/** The concern with those of its items that are wanted; undefined where nothing of it is. `own`: the person's levels. */
export function wantedOf(
  concern: Concern,
  { kind, place }: { kind: NotificationKind; place: WatchedPlace },
  own: ReadonlyMap<SubscriptionKey, SubscriptionLevel> | undefined,
): Concern | undefined {
  // A group is no name: whoever muted the place is told of it no more.
  if (isPersonal(kind, concern.reason) && concern.group === undefined) return concern
  const levelOf = (key: SubscriptionKey) => own?.get(key)
  const isWanted = (keys: readonly SubscriptionKey[]) => {
    const level = nearestLevel(keys, levelOf)?.level
    return concern.reason === 'watching' ? level === 'watching' : level !== 'muted'
  }
  const wider = widerKeys(place)
  // Most people say nothing of single items.
  const isOfItems = own !== undefined && [...own.keys()].some((key) => !wider.includes(key))
  if (place.items.length === 0 || !isOfItems) return isWanted(wider) ? concern : undefined
  const thread = wider.filter((key) => key.startsWith('thread:'))
  const keysOfItem = (item: PlacedItem) => [...thread, ...itemKeys(item), ...wider]
  const concerned = concern.itemIds && new Set(concern.itemIds)
  const items = place.items.filter((item) => concerned?.has(item.id) ?? true)
  const wanted = items.filter((item) => isWanted(keysOfItem(item))).map(({ id }): Id => id)
  if (wanted.length === items.length) return concern
  return wanted.length === 0 ? undefined : { ...concern, itemIds: wanted }
}
