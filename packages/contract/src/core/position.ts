/** Where a snapshot stands in the journal of its channel. */

/** A place in a channel's journal: everything up to and including `offset` is contained in what carries it. */
export interface Position {
  channel: string
  epoch: string
  offset: number
}
