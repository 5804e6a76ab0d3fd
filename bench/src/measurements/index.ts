/** All measurements, in the order in which they run. A measurement is one file here. */
import { commits } from './commits.ts'
import { connect } from './connect.ts'
import { fanOut } from './fan-out.ts'
import { latency } from './latency.ts'
import type { Measurement } from './measurement.ts'
import { memory } from './memory.ts'
import { storm } from './storm.ts'

export const measurements: readonly Measurement[] = [connect, memory, fanOut, storm, latency, commits]
