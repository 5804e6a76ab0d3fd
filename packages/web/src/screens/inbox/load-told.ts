/** Reads notifications of an entry page by page, until there are as many as are wanted. */
import type { Notification, Page } from '@copydesk/contract'

/** What is loaded of an entry. */
export interface Told {
  notifications: readonly Notification[]
  /** Of the older ones; null: that is all. */
  nextCursor: string | null
}

export type LoadTold = (query: { cursor?: string; limit?: number }) => Promise<Page<Notification>>

/** Of each further page. */
export const moreAtOnce = 50
/** What the server gives at once. */
const most = 200

/** From the newest on, or on from `known`. */
export async function loadTold(load: LoadTold, known: Told | null, wanted: number): Promise<Told> {
  let told = known ?? { notifications: [], nextCursor: null }
  do {
    const limit = Math.min(most, Math.max(moreAtOnce, wanted - told.notifications.length))
    const page = await load({ limit, ...(told.nextCursor === null ? {} : { cursor: told.nextCursor }) })
    told = { notifications: [...told.notifications, ...page.data], nextCursor: page.nextCursor }
  } while (told.nextCursor !== null && told.notifications.length < wanted)
  return told
}
