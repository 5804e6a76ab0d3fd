/** All rows of the table of causes but those that take minutes, in their order; see idle-rows.ts. */
import { browserRows } from './browser-rows.ts'
import { carriageRows } from './carriage-rows.ts'
import { handshakeRows } from './handshake-rows.ts'
import { networkRows } from './network-rows.ts'
import { nodeRows } from './node-rows.ts'
import type { Row } from './row.ts'
import { serverRows } from './server-rows.ts'

export const rows: Row[] = [
  ...handshakeRows,
  ...serverRows,
  ...nodeRows,
  ...networkRows,
  ...carriageRows,
  ...browserRows,
].toSorted((a, b) => a.row - b.row)
