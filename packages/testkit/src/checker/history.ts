/**
 * What a run of several clients and servers left behind, for `findFaults`: each command and how it ended, each channel of
 * each client as it was received, and how the channels really stand at the end. Values that can be written to a file.
 */

/** A command that appends one entry to a channel, as lists are appended to in Elle's list-append. */
export interface Append {
  channel: string
  /** Nobody else appends it. */
  entry: string
  /** `unknown`: no answer came, so both are right: that it happened, and that it did not. */
  outcome: 'acknowledged' | 'refused' | 'unknown'
}

/** What one client was given of one channel, in the order in which it came. */
export type Received =
  /** A fresh snapshot: every entry up to this position. */
  | { type: 'snapshot'; epoch: string; offset: number; entries: readonly string[] }
  /** One publication; `entry` is null for one that appends nothing. */
  | { type: 'publication'; epoch: string; offset: number; entry: string | null }

export interface Observed {
  client: string
  channel: string
  received: readonly Received[]
}

/** A channel at the end, when nothing is under way any more. */
export interface FinalState {
  channel: string
  epoch: string
  /** Of its newest publication. */
  offset: number
  /** In the order of the list. */
  entries: readonly string[]
}

export interface History {
  appends: readonly Append[]
  observed: readonly Observed[]
  final: readonly FinalState[]
}
