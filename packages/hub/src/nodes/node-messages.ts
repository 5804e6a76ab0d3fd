/**
 * What hubs tell each other through the broker. Nodes trust each other; a message that is not understood (from a
 * newer version, say) is ignored.
 */
import { type ClientInfo, parseExactly } from '@copydesk/protocol'
import type { ConnectionTarget, ServerAction } from '../connections/server-actions.ts'
import type { PresenceList } from './presence.ts'
import type { NodeReport } from './survey.ts'

export type NodeMessage =
  | { type: 'join'; channel: string; info: ClientInfo }
  | { type: 'leave'; channel: string; client: string }
  /** Everyone who is connected to the sender. */
  | { type: 'presence'; list: PresenceList }
  /** The sender is new: tell it who is here. */
  | { type: 'who' }
  /** The sender stops. */
  | { type: 'gone' }
  /** Commands of a client whose session should be at the receiver, and whether it was. */
  | { type: 'commands'; id: string; session: string; data: string }
  | { type: 'commands_taken'; id: string; known: boolean }
  | { type: 'end_session'; sessionId: string }
  | { type: 'disconnect_user'; user: string; code: number }
  | { type: 'recheck'; user?: string }
  | { type: 'act'; target: ConnectionTarget; action: ServerAction }
  /** The sender surveys all nodes, and what it is answered. */
  | { type: 'report_wanted'; id: string }
  | { type: 'report'; id: string; report: NodeReport }

export interface NodeEnvelope {
  /** Id of the sending node. */
  node: string
  message: NodeMessage
}

export function encodeNodeMessage(node: string, message: NodeMessage): string {
  return JSON.stringify({ node, message } satisfies NodeEnvelope)
}

/** Null for what is not an envelope. */
export function decodeNodeMessage(text: string): NodeEnvelope | null {
  try {
    const value = parseExactly(text)
    if (typeof value !== 'object' || value === null) return null
    const { node, message } = value as Partial<NodeEnvelope>
    return typeof node === 'string' && typeof message?.type === 'string' ? { node, message } : null
  } catch {
    return null
  }
}
