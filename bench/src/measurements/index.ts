/**
 * All measurements of servers, in the order in which they run on the same rig. A measurement is one file here;
 * commits.ts needs the whole product rather than a rig and is called from main.ts beside these.
 */
import { connect } from './connect.ts'
import { fanOut } from './fan-out.ts'
import type { Measurement } from './measurement.ts'

export const measurements: readonly Measurement[] = [connect, fanOut]
