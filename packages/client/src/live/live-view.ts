/** Puts together what a screen shows of a live snapshot. Pure. */
import type { Actor } from '@copydesk/contract'
import type { ApiError } from '../http/api-error.ts'
import type { LiveView, ViewBase } from './live-types.ts'

/** What decides which of the four views it is. */
interface Shown<State> {
  data: State | undefined
  error: ApiError | undefined
  isGone: boolean
  goneBy: Actor | null
}

/** The view of these parts. Data is shown in spite of an error; `gone` comes before everything else. */
export function viewOf<State>(base: ViewBase, shown: Shown<State>): LiveView<State> {
  const { data, error, isGone, goneBy } = shown
  if (isGone) return { ...base, status: 'gone', data, error, by: goneBy }
  if (data) return { ...base, status: 'ready', data, error }
  if (error) return { ...base, status: 'error', data: undefined, error }
  return { ...base, status: 'loading', data: undefined, error: undefined }
}
