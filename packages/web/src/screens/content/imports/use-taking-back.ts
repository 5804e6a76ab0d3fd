/** Takes an import back part by part, as each request takes back only so much; what is done stays done if it stops. */
import { ApiError } from '@copydesk/client'
import type { ImportRun, LeftText } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useRef, useState } from 'react'

export interface TakingBack {
  run: ImportRun
  phase: 'going' | 'done' | 'failed'
  /** Content that was looked at so far, of `run.remaining`. */
  done: number
  trashed: number
  removed: number
  restored: number
  left: readonly LeftText[]
  error: ApiError | null
}

export function useTakingBack() {
  const { api } = useDesk()
  const [state, setState] = useState<TakingBack | null>(null)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const begin = async (run: ImportRun) => {
    let now: TakingBack = {
      ...{ run, phase: 'going', done: 0, trashed: 0, removed: 0, restored: 0 },
      ...{ left: [], error: null },
    }
    setState(now)
    while (now.phase === 'going' && !isGone.current) {
      now = await api.imports.undo(run.id).then(
        (part): TakingBack => ({
          ...now,
          phase: part.remaining === 0 ? 'done' : 'going',
          done: Math.max(now.done, run.remaining - part.remaining),
          trashed: now.trashed + part.trashed,
          removed: now.removed + part.removed,
          restored: now.restored + part.restored,
          left: [...now.left, ...part.left],
        }),
        (error: unknown): TakingBack => {
          if (error instanceof ApiError) return { ...now, phase: 'failed', error }
          throw error
        },
      )
      if (!isGone.current) setState(now)
    }
  }
  return { state, begin, forget: () => setState(null) }
}
