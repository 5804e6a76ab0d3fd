/** Which answers a list of threads has beyond those that come with it by themselves: a reload brings them again. */
import {
  answersAround,
  type CommentsState,
  fewAnswers,
  type Id,
  maxAround,
  newestAnswers,
} from '@copydesk/contract'

/** Comments so far apart that the answers around them are all of these. */
export function aroundLoaded({ data }: CommentsState): Id[] {
  const newest = new Map(data.map(({ threadId, number }) => [threadId, number]))
  const found: Id[] = []
  let covered = { threadId: '', number: 0 }
  for (const { id, threadId, number } of data) {
    const leftOut = (newest.get(threadId) ?? 0) - newestAnswers
    if (leftOut <= fewAnswers || number === 0 || number > leftOut) continue
    if (threadId === covered.threadId && number <= covered.number) continue
    found.push(id)
    covered = { threadId, number: number + answersAround }
  }
  return found.slice(0, maxAround)
}
