/**
 * From which comment on each thread is new to whoever came to read it: what their inbox called unread then, or the
 * notification that led here. Kept for the visit, whatever is read or comes meanwhile, but for what they mark themself.
 */
import type { Comment, Id, InboxEntry } from '@copydesk/contract'
import { useCommands, useInbox } from '@copydesk/react'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'react-router'

export interface NewLines {
  /** By thread. */
  from: ReadonlyMap<Id, Id>
  /** Marks the thread of the comment as unread from there on. */
  mark: (comment: Pick<Comment, 'id' | 'threadId'>) => void
}

const none: ReadonlyMap<Id, Id> = new Map()

/** Of the list of comments that one is in. */
export const NewLinesOfList = createContext<NewLines>({ from: none, mark: () => undefined })

export function useMarkUnread(): NewLines['mark'] {
  return useContext(NewLinesOfList).mark
}

/** `list` is undefined while it is loaded. */
export function useNewLines(list: readonly Comment[] | undefined): NewLines {
  const commands = useCommands()
  const entries = useInbox('all').data?.data
  const { state } = useLocation() as { state: { newFrom?: Id } | null }
  const [atFirst, setAtFirst] = useState<ReadonlyMap<Id, Id> | null>(null)
  const [marked, setMarked] = useState(none)
  const followed = useRef<unknown>(null)
  useEffect(() => {
    const led = list?.find(({ id }) => id === state?.newFrom)
    if (led === undefined || followed.current === state) return
    followed.current = state
    setMarked((before) => new Map([...before, [led.threadId, led.id]]))
    // Whoever reloads the page, or comes back to it, has seen it.
    window.history.replaceState({ ...window.history.state, usr: null }, '')
  }, [list, state])
  if (atFirst === null && list !== undefined && entries !== undefined) setAtFirst(unreadOf(entries))
  const mark = useCallback(
    async ({ id, threadId }: Pick<Comment, 'id' | 'threadId'>) => {
      const outcome = await commands.markUnreadFrom(id)
      // What one wrote oneself is never new: the first by somebody else is.
      const first = (outcome.ok && outcome.value?.unreadFrom) || id
      if (outcome.ok) setMarked((before) => new Map([...before, [threadId, first]]))
    },
    [commands],
  )
  return useMemo(
    () => ({
      from: new Map([...(atFirst ?? none), ...marked]),
      mark: (comment) => void mark(comment),
    }),
    [atFirst, marked, mark],
  )
}

/** By thread. */
function unreadOf(entries: readonly InboxEntry[]): ReadonlyMap<Id, Id> {
  const ofThread = /^thread:(.+)/
  return new Map(
    entries.flatMap(({ key, unreadFrom }): [Id, Id][] => {
      const threadId = ofThread.exec(key)?.[1]
      return threadId === undefined || unreadFrom === null ? [] : [[threadId, unreadFrom]]
    }),
  )
}

/** The place of the first new one of these, which are in the order of their ids; -1 where none is new. */
export function firstNew(comments: readonly Pick<Comment, 'id'>[], newFrom: Id | undefined): number {
  return newFrom === undefined ? -1 : comments.findIndex(({ id }) => id >= newFrom)
}
