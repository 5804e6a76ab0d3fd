/** Compares what is shown of reactions beside each comment with the reactions that there are. */
import { maxNamedReactors, type Reaction } from '@copydesk/contract'
import { expect } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'

export async function expectTrueReactions(storage: Pick<Storage, 'read'>): Promise<void> {
  const { comments, reactions } = await storage.read(async (tx) => ({
    comments: await tx.selectFrom('comments').select(['id', 'reactions']).execute(),
    reactions: await tx.selectFrom('reactions').selectAll().execute(),
  }))
  for (const { id, reactions: shown } of comments) {
    const there = Map.groupBy(
      reactions.filter((row) => row.comment_id === id),
      (row) => row.emoji,
    )
    const named = (JSON.parse(shown) as Reaction[]).map(({ emoji, count, first }) => [
      emoji,
      count,
      first.length,
    ])
    const counted = [...there].map(([emoji, { length }]) => [
      emoji,
      length,
      Math.min(length, maxNamedReactors),
    ])
    expect(named.sort()).toEqual(counted.sort())
  }
}
