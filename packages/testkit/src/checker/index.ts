/** Finds what several servers lost, doubled or mixed up, in what their clients recorded. */
export { type Fault, findFaults } from './find-faults.ts'
export type { Append, FinalState, History, Observed, Received } from './history.ts'
