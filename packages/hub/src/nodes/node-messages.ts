/** What hubs tell each other, and must arrive. A message that is not understood (from a newer version) is ignored. */
import { type ClientInfo, parseExactly } from '@copydesk/protocol'
import type { ConnectionTarget, ServerAction } from '../connections/server-actions.ts'
import type { PresenceList } from './presence.ts'
import type { NodeReport } from './survey.ts'

/** What the application asked of every node. */
export type Order =
  | { type: 'end_session'; sessionId: string }
  | { type: 'disconnect_user'; user: string; code: number }
  | { type: 'recheck'; user?: string }
  | { type: 'act'; target: ConnectionTarget; action: ServerAction }

export type NodeMessage =
  | Order
  | { type: 'join'; channel: string; info: ClientInfo }
  | { type: 'leave'; channel: string; client: string }
  /** Everyone who is connected to the sender, and whether it wants to know the same of the receiver. */
  | { type: 'presence'; list: PresenceList; wanted: boolean }
  /** Commands of a client whose session should be at the receiver, and whether it was. */
  | { type: 'commands'; id: string; session: string; data: string }
  | { type: 'commands_taken'; id: string; known: boolean }
  /** The sender surveys all nodes, and what it is answered. */
  | { type: 'report_wanted'; id: string }
  | { type: 'report'; id: string; report: NodeReport }

/** Null for what is no message. */
export function decodeNodeMessage(text: string): NodeMessage | null {
  try {
    const message = parseExactly(text) as NodeMessage | null
    return typeof message?.type === 'string' ? message : null
  } catch {
    return null
  }
}
