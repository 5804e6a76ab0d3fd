/**
 * Loads again what shows content when what only members of private projects see of it changed: of that the channels of
 * content say nothing, for everybody follows them, and a person's own channel says only that there is something new.
 */
import type { Id } from '@copydesk/contract'
import { commentKeys } from '../comments/lives.ts'
import type { LiveStore } from '../live/live-store.ts'
import { contentKeys } from './lives.ts'

/**
 * To be called with the items in which something changed; without them, it may have been any. What is said while they
 * are being loaded is one more time, so that who types does not keep them from arriving.
 */
export function createPrivateRefresh(store: LiveStore): (contentIds?: readonly Id[]) => void {
  let isRunning = false
  /** Of which items the views are due; null: of all. */
  let due: Set<Id> | null = new Set()
  const viewsOf = (contentIds: Set<Id> | null) =>
    contentIds === null
      ? [...store.activeUnder(contentKeys.allContent), ...store.activeUnder(commentKeys.allComments())]
      : [...contentIds].flatMap((id) => [
          ...store.activeUnder(contentKeys.content(id)),
          ...store.activeUnder(commentKeys.allComments(id)),
        ])
  const run = async () => {
    while (due === null || due.size > 0) {
      const lives = [
        ...store.activeUnder(contentKeys.allContentLists),
        ...store.activeUnder(contentKeys.allReferences),
        ...store.activeUnder(contentKeys.allTitles),
        ...viewsOf(due),
      ]
      due = new Set()
      await Promise.all(lives.map((live) => live.refresh()))
    }
  }
  return (contentIds) => {
    due = contentIds === undefined || due === null ? null : new Set([...due, ...contentIds])
    if (isRunning) return
    isRunning = true
    void run().finally(() => {
      isRunning = false
    })
  }
}
