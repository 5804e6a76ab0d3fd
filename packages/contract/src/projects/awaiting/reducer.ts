/** A person's own channel applied to what awaits them. */
import type { AwaitingState } from './entity.ts'
import type { AwaitingChanged } from './events.ts'

/** The list after the event, which carries all of it; the same state when it tells nothing new. */
export function applyAwaiting(state: AwaitingState, event: AwaitingChanged): AwaitingState {
  if (event.type !== 'awaiting.changed' || event.data === undefined) return state
  const { total, open } = event
  const known = new Map(state.data.map((one) => [one.id, one]))
  const data = event.data.map((one) => {
    const before = known.get(one.id)
    return JSON.stringify(before) === JSON.stringify(one) && before !== undefined ? before : one
  })
  const isSame =
    total === state.total &&
    open === state.open &&
    data.length === state.data.length &&
    data.every((one, index) => one === state.data[index])
  return isSame ? state : { ...state, data, total, open }
}
