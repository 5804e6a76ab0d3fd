import { type Id, type SubscriptionKey, subscriptionKey } from '@copydesk/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import type { News } from './news.ts'
import type { Occasion } from './occasion.ts'
import { sliceOf } from './slice.ts'

const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const keys: SubscriptionKey[] = ['site', subscriptionKey('project', 'p1'), subscriptionKey('item', 'i1')]

const watchersByKey = fc.tuple(...keys.map(() => fc.subarray(people)))
const piece = fc.record({
  named: fc.subarray(people),
  projectId: fc.constantFrom('p1', 'p2'),
  itemIds: fc.subarray(['i1', 'i2']),
  isWatched: fc.boolean(),
  isGone: fc.boolean(),
})
type Piece = typeof piece extends fc.Arbitrary<infer T> ? T : never

function occasionOf({ named, projectId, itemIds, isWatched }: Piece): Occasion {
  const items = itemIds.map((id) => ({ id, contentId: null }))
  return {
    concerns: named.map((personId) => ({ personId, reason: 'mention' })),
    place: { threadId: null, items, contentId: null, versionId: null, projectId },
    isWatched,
  } as unknown as Occasion
}

/** Whom it concerns altogether, in the order of their ids. */
function allOf({ named, projectId, itemIds, isWatched, isGone }: Piece, watchers: readonly Id[][]): Id[] {
  if (isGone) return []
  const [ofSite = [], ofProject = [], ofItem = []] = isWatched ? watchers : []
  const watching = [
    ...ofSite,
    ...(projectId === 'p1' ? ofProject : []),
    ...(itemIds.includes('i1') ? ofItem : []),
  ]
  return [...new Set([...named, ...watching])].sort()
}

it('comes to everybody once, in the order of their ids, so many at a time, few people before many', async () => {
  const { storage, close } = await createTestApp()
  let partial = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 1, maxLength: 6 }),
      watchersByKey,
      fc.integer({ min: 1, max: 6 }),
      async (pieces, watchers, most) => {
        await storage.write(async (tx) => {
          await tx.deleteFrom('subscriptions').execute()
          const rows = watchers.flatMap((own, index) =>
            own.map((person_id) => ({
              person_id,
              key: keys[index] ?? 'site',
              level: 'watching' as const,
              revision: 1,
              changed_at: 0,
            })),
          )
          if (rows.length > 0) await tx.insertInto('subscriptions').values(rows).execute()
        })
        const told = new Map<Piece, Id[]>(pieces.map((one) => [one, []]))
        let open = pieces.map((one) => ({ one, payload: {} as News }))
        while (open.length > 0) {
          const waiting = new Map(
            open.map(({ one }) => [one, allOf(one, watchers).length - (told.get(one)?.length ?? 0)]),
          )
          const happenings = open.map(({ one, payload }) => ({
            payload,
            occasion: one.isGone ? undefined : occasionOf(one),
          }))
          const { turns, left } = await storage.read((tx) => sliceOf(tx, happenings, most))
          const count = turns.reduce((sum, { personIds }) => sum + personIds.size, 0)
          expect(count).toBeLessThanOrEqual(most)
          if (left.size > 0) expect(count).toBe(most)
          for (const { occasion, personIds } of turns) {
            const index = happenings.findIndex((happening) => happening.occasion === occasion)
            const one = open[index]?.one
            if (one) told.get(one)?.push(...personIds)
          }
          const isLeft = ({ payload }: (typeof open)[number]) => left.has(payload)
          const [longest, shortest] = [open.filter((one) => !isLeft(one)), open.filter(isLeft)].map((some) =>
            some.map(({ one }) => waiting.get(one) ?? 0),
          )
          expect(Math.max(0, ...(longest ?? []))).toBeLessThanOrEqual(Math.min(...(shortest ?? [])))
          if (left.size > 0) partial += 1
          open = open
            .filter(isLeft)
            .map(({ one, payload }) => ({ one, payload: left.get(payload) ?? payload }))
        }
        for (const [one, ids] of told) expect(ids).toEqual(allOf(one, watchers))
      },
    ),
    { seed: 7, numRuns: 100 },
  )
  expect(partial).toBeGreaterThan(100)
  await close()
})
