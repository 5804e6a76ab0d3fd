/** The board of the text that the components stand beside, if they stand beside one. */
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { chosenPassage, type PassageBoard, type Passages, type ThreadPassage } from './passage-board.ts'

/** Set by the screen of a text around it and its threads. */
export const BesideText = createContext<PassageBoard | null>(null)

export function usePassageBoard(): PassageBoard | null {
  return useContext(BesideText)
}

/** Something on the board; `otherwise` where no text is. `select` gives what the board holds, or a plain value. */
export function useOnBoard<T>(select: (passages: Passages) => T, otherwise: T): T {
  const board = usePassageBoard()
  return useSyncExternalStore(board?.subscribe ?? never, () =>
    board === null ? otherwise : select(board.now()),
  )
}

/** Those of the threads, and the words that one is about to comment on. */
export function usePassagesHere(): readonly ThreadPassage[] {
  const ofThreads = useOnBoard((passages) => passages.ofThreads, none)
  const chosen = useOnBoard((passages) => passages.chosen, null)
  return useMemo(() => {
    if (chosen === null) return ofThreads
    const { exact, prefix = '', suffix = '', start = 0 } = chosen
    const passage = { exact, prefix, suffix, start, isOnly: false }
    return [...ofThreads, { threadId: chosenPassage, passage }]
  }, [ofThreads, chosen])
}

const none: readonly ThreadPassage[] = []
const never = () => () => {}
