/**
 * Whom a batch of news is told to in one transaction: a bounded number of people, however many they concern. Of what is
 * left the news stays, with the last of them as its mark.
 */
import type { Id } from '@copydesk/contract'
import type { Tx } from '../storage/storage.ts'
import type { News } from './news.ts'
import type { Occasion } from './occasion.ts'
import { keysOf } from './place.ts'
import { shareOut } from './share-out.ts'
import { watchersOf } from './subscriptions/queries.ts'

/** A piece of news with what it is an occasion of; undefined: of nothing any more. */
export interface Happening {
  payload: News
  occasion: Occasion | undefined
}

/** What is told in this transaction, and to whom. */
export interface Slice {
  /** With those of the people whose turn it is, in the order of what happened. */
  turns: readonly { occasion: Occasion; personIds: ReadonlySet<Id> }[]
  /** What is left of the news, by what it is left of. */
  left: ReadonlyMap<News, News>
}

/** `most`: so many people, counted once for each piece of news. */
export async function sliceOf(tx: Tx, happenings: readonly Happening[], most: number): Promise<Slice> {
  const shares = shareOut(await readConcerned(tx, happenings, most), most)
  const left = new Map<News, News>()
  for (const [payload, { after, isWhole }] of shares) {
    if (!isWhole) left.set(payload, after === undefined ? payload : { ...payload, after })
  }
  const turns = happenings.flatMap(({ payload, occasion }) => {
    const share = shares.get(payload)
    return occasion && share ? [{ occasion, personIds: new Set(share.personIds) }] : []
  })
  return { turns, left }
}

/** By piece of news, those who come after its mark: more than `most` of them are not all read. */
async function readConcerned(
  tx: Tx,
  happenings: readonly Happening[],
  most: number,
): Promise<Map<News, Id[]>> {
  const open = happenings.flatMap(({ payload, occasion }) => (occasion ? [{ payload, occasion }] : []))
  const watched = open.filter(({ occasion }) => occasion.isWatched)
  const watchers = await watchersOf(
    tx,
    watched.map(({ payload, occasion }) => ({ keys: keysOf(occasion.place), after: payload.after })),
    most + 1,
  )
  const watchersByNews = new Map(watched.map(({ payload }, index) => [payload, watchers[index] ?? []]))
  return new Map(
    open.map(({ payload, occasion }) => {
      const { after = '' } = payload
      const named = occasion.concerns.map(({ personId }) => personId).filter((id) => id > after)
      return [payload, [...new Set([...named, ...(watchersByNews.get(payload) ?? [])])].sort()]
    }),
  )
}
