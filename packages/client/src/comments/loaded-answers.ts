/** Which answers a list of threads has beyond those that come with it by themselves: a reload brings them again. */
import {
  answersAround,
  type CommentsState,
  fewAnswers,
  type Id,
  maxAround,
  newestAnswers,
} from '@copydesk/contract'

/**
 * Comments so far apart that the answers around them are all of these. Each is the last that still brings the first one
 * that it is for: what is around it began further up otherwise, with every reload once more.
 */
export function aroundLoaded({ data }: CommentsState): Id[] {
  const newest = new Map(data.map(({ threadId, number }) => [threadId, number]))
  const found: { id: Id; threadId: Id; first: number; number: number }[] = []
  for (const { id, threadId, number } of data) {
    const leftOut = (newest.get(threadId) ?? 0) - newestAnswers
    if (leftOut <= fewAnswers || number === 0 || number > leftOut) continue
    const last = found.at(-1)
    const isOfLast = last !== undefined && last.threadId === threadId
    if (isOfLast && number <= last.first + answersAround) found[found.length - 1] = { ...last, id, number }
    else if (!isOfLast || number > last.number + answersAround)
      found.push({ id, threadId, first: number, number })
  }
  return found.slice(0, maxAround).map(({ id }) => id)
}
