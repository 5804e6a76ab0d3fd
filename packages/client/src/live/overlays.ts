/**
 * Optimistic writes as pure functions: a list of edits laid over the confirmed state until the journal shows
 * what they caused, or until they fail. The confirmed state is never touched, so nothing is applied twice and
 * rolling back is leaving the edit out.
 *
 *   sent ── its event, or a snapshot that contains it ──▶ gone (confirmed)
 *    │ └─── the request fails ──────────────────────────▶ gone (rolled back)
 *    ▼ reply
 *   replied ── its event, a snapshot loaded since, or nothing left to change ──▶ gone (confirmed)
 */

export interface Overlay<State> {
  commandId: string
  /** Gives the same state back when there is nothing (left) to change. */
  apply: (state: State) => State
  /** The server has answered: it is committed, only its event is still on the way. */
  replied: boolean
  /** Counts the loads started before the reply; a later load contains the change. Null before the reply. */
  loadsAtReply: number | null
  /** Offset of its event where that came while a snapshot was being loaded; a snapshot at or past it has it. */
  eventOffset: number | null
}

export type Overlays<State> = readonly Overlay<State>[]

/** The list with one more edit. */
export function addOverlay<State>(
  list: Overlays<State>,
  commandId: string,
  apply: (state: State) => State,
): Overlays<State> {
  return [...list, { commandId, apply, replied: false, loadsAtReply: null, eventOffset: null }]
}

/** What is shown: the confirmed state with every edit on it, in the order they were made. */
export function overlaid<State>(list: Overlays<State>, confirmed: State): State {
  return list.reduce((state, overlay) => overlay.apply(state), confirmed)
}

/** The list without an edit: it failed, or its event was applied to the confirmed state. */
export function dropOverlay<State>(list: Overlays<State>, commandId: string): Overlays<State> {
  return keep(list, (overlay) => overlay.commandId !== commandId)
}

/** Its event came, but the state on screen is not at a position to take it: the next snapshot will hold it. */
export function noteEvent<State>(
  list: Overlays<State>,
  commandId: string,
  eventOffset: number,
): Overlays<State> {
  return change(list, commandId, (overlay) => ({ ...overlay, eventOffset }))
}

/**
 * The reply came. `apply` replaces the guess by what the server made of it; it must be such that it changes
 * nothing where the row is there already in that revision or a newer one.
 */
export function noteReply<State>(
  list: Overlays<State>,
  commandId: string,
  apply: ((state: State) => State) | undefined,
  loadsStarted: number,
): Overlays<State> {
  return change(list, commandId, (overlay) => ({
    ...overlay,
    apply: apply ?? overlay.apply,
    replied: true,
    loadsAtReply: loadsStarted,
  }))
}

/**
 * The list once a snapshot is the confirmed state: `load` is its number (null: not a new one), `offset` its
 * position.
 */
export function settleBySnapshot<State>(
  list: Overlays<State>,
  load: number | null,
  offset: number,
): Overlays<State> {
  return keep(list, ({ loadsAtReply, eventOffset }) => {
    const loadedSince = loadsAtReply !== null && load !== null && load > loadsAtReply
    const contained = eventOffset !== null && offset >= eventOffset
    return !loadedSince && !contained
  })
}

/** The list without edits that the server has answered and that change nothing any more. */
export function dropRedundant<State>(list: Overlays<State>, confirmed: State): Overlays<State> {
  let state = confirmed
  return keep(list, (overlay) => {
    const next = overlay.apply(state)
    const redundant = overlay.replied && next === state
    state = next
    return !redundant
  })
}

function keep<State>(list: Overlays<State>, wanted: (overlay: Overlay<State>) => boolean): Overlays<State> {
  return list.every(wanted) ? list : list.filter(wanted)
}

function change<State>(
  list: Overlays<State>,
  commandId: string,
  edit: (overlay: Overlay<State>) => Overlay<State>,
): Overlays<State> {
  return list.some((overlay) => overlay.commandId === commandId)
    ? list.map((overlay) => (overlay.commandId === commandId ? edit(overlay) : overlay))
    : list
}
