/** Tells the board the passages of the threads about a text, wherever these are at home. Draws nothing. */
import type { ThreadHome } from '@copydesk/contract'
import { useThreads } from '@copydesk/react'
import { useEffect } from 'react'
import { usePassageBoard } from '../../../projects/comments/passages/use-passages.ts'
import { homeKey } from '../../../unsaved/entry.ts'
import type { TextThreads } from './use-text-threads.ts'

export function ThreadPassages({ threads: { held, text, earlier } }: { threads: TextThreads }) {
  const homes: ThreadHome[] = [text, ...(held === null ? [] : [held]), ...earlier]
  return homes.map((home) => <OfHome key={homeKey(home)} home={home} />)
}

function OfHome({ home }: { home: ThreadHome }) {
  const board = usePassageBoard()
  const { data, hasMore, loadingMore, loadMore } = useThreads(home)
  const list = data?.data
  const key = homeKey(home)
  useEffect(() => {
    if (board === null || list === undefined) return undefined
    board.setOfHome(
      key,
      list.flatMap(({ id, passage, resolved }) =>
        passage === null || resolved !== null ? [] : [{ threadId: id, passage }],
      ),
    )
    return () => board.setOfHome(key, null)
  }, [board, key, list])
  useEffect(() => {
    if (hasMore && !loadingMore && (list?.length ?? 0) < mostComments) void loadMore()
  }, [hasMore, loadingMore, loadMore, list])
  return null
}

/** So many are looked through for passages, beyond the first page of threads. */
const mostComments = 500
