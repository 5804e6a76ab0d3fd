/**
 * Lists of inboxes as a client keeps them: a window read at some moment, the events after it, further pages. What is
 * shown then equals what the server answers.
 */
import {
  applyInbox,
  arrivalKey,
  channels,
  type InboxEntry,
  type InboxEvent,
  type InboxFilter,
  type InboxState,
  isInboxIncomplete,
  isInWindow,
  mergeInboxPage,
  type Notification,
  type Person,
  type Snapshot,
} from '@copydesk/contract'
import { expect } from 'vitest'
import type { InboxDesk } from './inbox-desk.ts'
import { eventsAfter } from './journaled.ts'

export interface Screen {
  person: Person
  filter: InboxFilter
  /** Of the channel: the events up to there are in the window. */
  offset: number
  window: InboxState
}

export async function openScreen(
  { inboxOf }: InboxDesk,
  { person, filter, limit }: { person: Person; filter: InboxFilter; limit: number },
): Promise<Screen> {
  const { position, ...window } = await inboxOf(person, { filter, limit })
  return { person, filter, offset: position.offset, window }
}

/**
 * Applies what was told since, and compares. Undefined where all has to be loaded anew: an event says so, or some of them
 * are kept no more. Nobody writes meanwhile.
 */
export async function follow(
  { storage, inboxOf }: InboxDesk,
  { person, filter, offset, window }: Screen,
): Promise<Screen | undefined> {
  const channel = channels.person(person.id)
  const kept = await storage.read((tx) =>
    tx.selectFrom('channels').select('floor').where('name', '=', channel).executeTakeFirst(),
  )
  if ((kept?.floor ?? 0) > offset) return undefined
  const events = await eventsAfter(storage, channel, offset)
  const search = { filter, q: '' }
  if (events.some(({ event }) => event.type === 'access.changed' || isInboxIncomplete(event, search))) {
    return undefined
  }
  const followed = events.reduce<InboxState>(
    (state, { event }) => applyInbox(state, event as InboxEvent),
    window,
  )
  const fresh = withoutPosition(await inboxOf(person, { filter }))
  const { nextCursor } = window
  const data = fresh.data.filter((one) => isInWindow(arrivalKey(one), nextCursor))
  expectSame(followed, { ...fresh, data, nextCursor })
  return { person, filter, offset: events.at(-1)?.offset ?? offset, window: followed }
}

/** Loads the further pages, and compares. */
export async function pageThrough(
  { inboxOf }: InboxDesk,
  { person, filter, window }: Screen,
  limit: number,
): Promise<void> {
  const fresh = withoutPosition(await inboxOf(person, { filter }))
  let kept = window
  while (kept.nextCursor !== null) {
    const page = await inboxOf(person, { filter, limit, cursor: kept.nextCursor })
    kept = mergeInboxPage(kept, withoutPosition(page))
  }
  expectSame(kept, fresh)
}

/**
 * Equal, but for how an item is called now where it went out of its project or came back meanwhile, of which no inbox is
 * told: a window asks for titles with its reader's rights alone, so that it may know one for longer.
 */
function expectSame(followed: InboxState, fresh: InboxState): void {
  expect({ ...followed, data: calledAs(followed.data, fresh.data) }).toEqual({
    ...fresh,
    data: calledAs(fresh.data, followed.data),
  })
}

/** The entries, without how their item is called where the same ones of `others` do not say it. */
function calledAs(entries: InboxEntry[], others: InboxEntry[]): InboxEntry[] {
  const known = new Set(others.flatMap(({ key, latest }) => (ownOf(latest) ? key : [])))
  return entries.map((entry) => {
    const { latest } = entry
    if (!ownOf(latest) || known.has(entry.key)) return entry
    const { references: all = [], ...rest } = latest
    const references = all.filter(({ versionId }) => versionId === null)
    return { ...entry, latest: { ...rest, ...(references.length > 0 && { references }) } }
  })
}

function ownOf({ references }: Notification): boolean {
  return references?.some(({ versionId }) => versionId !== null) === true
}

function withoutPosition({ position: _, ...state }: Snapshot<InboxState>): InboxState {
  return state
}
