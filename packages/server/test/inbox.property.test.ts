/**
 * Inboxes as clients keep them: a snapshot of any moment, whole or a window of it, plus the events since, plus
 * further pages, equals what the server answers then. The counts are those of the rows, and nobody is told of
 * anything twice, whatever is retried and wherever a job crashes.
 */
import {
  applyInbox,
  arrivalKey,
  type InboxEvent,
  type InboxState,
  inboxFilters,
  isInboxIncomplete,
  isInWindow,
  mergeInboxPage,
  type Person,
  type Snapshot,
} from '@copydesk/contract'
import fc from 'fast-check'
import { describe, expect, inject, it } from 'vitest'
import { inboxStep, openInboxDesk } from './inbox-desk.ts'
import { expectTrueInboxes } from './inbox-truth.ts'
import { eventsAfter } from './journaled.ts'

const scenario = fc.record({
  before: fc.array(inboxStep, { minLength: 5, maxLength: 30, size: 'max' }),
  after: fc.array(inboxStep, { maxLength: 20, size: 'max' }),
  limit: fc.integer({ min: 1, max: 5 }),
  filter: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('all', 'unread') },
    { weight: 3, arbitrary: fc.constantFrom(...inboxFilters) },
  ),
  watcher: fc.nat(2),
})

/** Each makes a database, which takes PostgreSQL longer. */
const runs = (inject('postgresUrl') === undefined ? 40 : 12) * Number(process.env.LONG_RUNS ?? 1)
const seed = Number(process.env.LONG_SEED ?? 42)

function withoutPosition({ position: _, ...state }: Snapshot<InboxState>): InboxState {
  return state
}

describe('inboxes', () => {
  it('are the same from a snapshot with its events as from a fresh one, with counts that are true', async () => {
    let partialWindows = 0
    let reloads = 0
    await fc.assert(
      fc.asyncProperty(scenario, async ({ before, after, limit, filter, watcher }) => {
        const server = await openInboxDesk()
        const { act, cast, inboxOf, personAt, storage } = server
        /** Whose window is paged in small steps, and counted. */
        const isWatcher = (one: { person: Person }) => one.person === personAt(watcher)

        for (const one of before) await act(one)
        const clients = await Promise.all(
          cast.slice(0, 3).map(async (person) => {
            const own = person === personAt(watcher) ? filter : 'all'
            const { position, ...window } = await inboxOf(person, { filter: own, limit })
            return { person, filter: own, position, window }
          }),
        )
        if (clients.some((one) => isWatcher(one) && one.window.nextCursor !== null)) partialWindows += 1
        for (const one of after) await act(one)
        await server.runJobs()
        await expectTrueInboxes(server)

        for (const client of clients) {
          const { person, filter, position, window } = client
          const fresh = withoutPosition(await inboxOf(person, { filter }))
          const events = await eventsAfter(storage, position.channel, position.offset)
          const search = { filter, q: '' }
          // Then everything is loaded anew.
          if (
            events.some(({ event }) => event.type === 'access.changed' || isInboxIncomplete(event, search))
          ) {
            if (isWatcher(client)) reloads += 1
            continue
          }
          let kept = events.reduce<InboxState>(
            (state, { event }) => applyInbox(state, event as InboxEvent),
            window,
          )
          expect(kept).toEqual({
            ...fresh,
            data: fresh.data.filter((one) => isInWindow(arrivalKey(one), window.nextCursor)),
            nextCursor: window.nextCursor,
          })
          while (kept.nextCursor !== null) {
            const page = await inboxOf(person, {
              filter,
              limit: isWatcher(client) ? 2 : 50,
              cursor: kept.nextCursor,
            })
            kept = mergeInboxPage(kept, withoutPosition(page))
          }
          expect(kept).toEqual(fresh)
        }

        await server.close()
      }),
      { seed, numRuns: runs },
    )
    expect(partialWindows).toBeGreaterThan(runs / 4)
    expect(reloads).toBeGreaterThan(0)
  })
})
