/**
 * Inboxes as clients keep them: a snapshot of any moment, whole or a window of it, plus the events since, plus
 * further pages, equals what the server answers then. The counts are those of the rows, and nobody is told of
 * anything twice, of what they do not want or while they do not work here, whatever is retried, wherever a job crashes, and
 * however many write at once.
 */
import { inboxFilters, type Person } from '@copydesk/contract'
import fc from 'fast-check'
import { describe, expect, inject, it } from 'vitest'
import { inboxStep, openInboxDesk } from './inbox-desk.ts'
import { follow, openScreen, pageThrough } from './inbox-screens.ts'
import { expectTrueInboxes } from './inbox-truth.ts'

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

/** What several people do at once, one group of steps after the other. */
const bustle = fc.record({
  groups: fc.array(fc.array(inboxStep, { minLength: 3, maxLength: 10, size: 'max' }), {
    minLength: 3,
    maxLength: 6,
    size: 'max',
  }),
  limit: fc.integer({ min: 1, max: 5 }),
})

const isPostgres = inject('postgresUrl') !== undefined
const seed = 42

describe('inboxes', () => {
  it('are the same from a snapshot with its events as from a fresh one, with counts that are true', async () => {
    let runs = 0
    let partialWindows = 0
    let reloads = 0
    await fc.assert(
      fc.asyncProperty(scenario, async ({ before, after, limit, filter, watcher }) => {
        const desk = await openInboxDesk()
        const { act, cast, personAt } = desk
        runs += 1
        /** Whose window is paged in small steps, and counted. */
        const isWatcher = (person: Person) => person === personAt(watcher)

        for (const one of before) await act(one)
        const screens = await Promise.all(
          cast
            .slice(0, 3)
            .map((person) => openScreen(desk, { person, filter: isWatcher(person) ? filter : 'all', limit })),
        )
        if (screens.some(({ person, window }) => isWatcher(person) && window.nextCursor !== null)) {
          partialWindows += 1
        }
        for (const one of after) await act(one)
        await desk.runJobs()
        await expectTrueInboxes(desk)

        for (const screen of screens) {
          const next = await follow(desk, screen)
          if (next) await pageThrough(desk, next, isWatcher(screen.person) ? 2 : 50)
          else if (isWatcher(screen.person)) reloads += 1
        }
        await desk.close()
      }),
      // Each makes a database, which takes PostgreSQL longer.
      { seed, numRuns: isPostgres ? 12 : 40 },
    )
    expect(partialWindows).toBeGreaterThan(runs / 4)
    expect(reloads).toBeGreaterThan(0)
  })

  it('are so with several people who write at once, and send what they sent again', async () => {
    let followed = 0
    await fc.assert(
      fc.asyncProperty(bustle, async ({ groups, limit }) => {
        const desk = await openInboxDesk({ resendEvery: 4, hasOtherNode: true })
        const { act, cast, runJobs } = desk
        const windows = cast.flatMap((person) => inboxFilters.map((filter) => ({ person, filter, limit })))
        let screens = await Promise.all(windows.map((window) => openScreen(desk, window)))
        for (const steps of groups) {
          await Promise.all([...steps.map(act), runJobs(), expectTrueInboxes(desk)])
          await runJobs()
          await expectTrueInboxes(desk)
          const next = await Promise.all(screens.map((screen) => follow(desk, screen)))
          followed += next.filter((screen) => screen !== undefined).length
          screens = await Promise.all(
            next.map((screen, index) => screen ?? openScreen(desk, windows[index] as (typeof windows)[0])),
          )
        }
        await desk.close()
      }),
      // Which step is first is up to the database, so fewer of them would say nothing.
      { seed, numRuns: isPostgres ? 5 : 12, endOnFailure: true },
    )
    expect(followed).toBeGreaterThan(0)
  })
})
