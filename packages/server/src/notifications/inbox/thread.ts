/**
 * Which notifications an inbox lists as one: those of a comment thread, of an item, of a project as a whole, of a version
 * by itself. All of one entry are seen or not together, so the place where that is decided is a part of it.
 */
import { type Id, type SubscriptionKey, subscriptionKey } from '@copydesk/contract'
import type { Draft } from '../occasion.ts'

/** What an entry is unique by, for its person. */
export interface Thread {
  /** What a mute of it mutes. */
  key: SubscriptionKey
  place: Id
}

/** Where a notification comes into its person's inbox; what is about several items, by their project. */
export function threadOf({
  threadId,
  projectId,
  itemId,
  contentId,
  versionId,
  facts,
}: Pick<Draft, 'threadId' | 'projectId' | 'itemId' | 'contentId' | 'versionId' | 'facts'>): Thread {
  const thread = threadId === null ? null : subscriptionKey('thread', threadId)
  if (projectId === null) {
    const content = contentId ?? ''
    return {
      key: thread ?? subscriptionKey('content', content),
      place: thread ? content : (versionId ?? content),
    }
  }
  const isOfOneItem = itemId !== null && (facts?.itemCount ?? 1) === 1
  return {
    key: thread ?? (isOfOneItem ? subscriptionKey('item', itemId) : subscriptionKey('project', projectId)),
    place: projectId,
  }
}
