/** All measurements, in the order in which they run. A measurement is one file here. */
import { avalanche } from './avalanche.ts'
import { connect } from './connect.ts'
import { fanOut } from './fan-out.ts'
import { firstScreen } from './first-screen.ts'
import { jitter } from './jitter.ts'
import { latency } from './latency.ts'
import { lists } from './lists.ts'
import type { Measurement } from './measurement.ts'
import { memory } from './memory.ts'
import { nodes } from './nodes.ts'
import { responsiveness } from './responsiveness.ts'
import { snapshots } from './snapshots.ts'
import { storm } from './storm.ts'
import { writes } from './writes.ts'

export const measurements: readonly Measurement[] = [
  connect,
  memory,
  fanOut,
  storm,
  latency,
  writes,
  responsiveness,
  snapshots,
  firstScreen,
  lists,
  nodes,
  jitter,
  avalanche,
]
