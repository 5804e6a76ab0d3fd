/**
 * Everything that is known to break a WebSocket, by number: what it is called, which hop answers for it as a rule,
 * and what mends it. Rules decide whether one of these is there; this only names it.
 */
import { numberedCauses } from './numbered-causes.ts'
import { otherCauses } from './other-causes.ts'

export const hops = ['browser', 'network', 'proxy', 'server', 'broker'] as const
export type Hop = (typeof hops)[number]

/** Which part of a proxy's configuration mends it; null where no proxy's does. */
export type SnippetKind = 'websocket' | 'streaming' | 'timeouts' | 'forwarding' | 'http2'

export interface Cause {
  /** Of the table of causes; null: none of its rows. */
  row: number | null
  name: string
  hop: Hop
  fix: string
  snippet: SnippetKind | null
}

export const causes = { ...numberedCauses, ...otherCauses } as const satisfies Record<string, Cause>

export type CauseId = keyof typeof causes
