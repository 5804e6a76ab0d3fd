/**
 * What the API answers to a GET of something live: the data and the position it was read at.
 * A snapshot without its position is also the state that the reducers advance.
 */
import type { Position } from './position.ts'

/** Adds the position that a state was read at. */
export type Snapshot<State> = State & { position: Position }
