/** Lets others know that one writes something. */
import { useEffect, useMemo } from 'react'
import { type Subject, subjectKey } from '../../unsaved/entry.ts'
import { useHereOf } from './typing-place.ts'

export interface Typing {
  /** A key was pressed. */
  typed: () => void
  /** It was sent, emptied or left. */
  stopped: () => void
}

/** Ends by itself when what is written goes from the screen. */
export function useTyping(subject: Subject): Typing {
  const here = useHereOf(subject)
  const place = subjectKey(subject)
  useEffect(() => () => here?.stopped(), [here])
  return useMemo(() => ({ typed: () => here?.typed(place), stopped: () => here?.stopped() }), [here, place])
}
