/**
 * The body of `POST /emulation`: what a client says whose connection only brings messages down to it. `data` holds
 * commands as a WebSocket message would, and is decoded by the node that holds the session.
 */
import { isObject } from './fields.ts'

export interface EmulationRequest {
  /** The secret that the connect reply gave. */
  session: string
  /** The node that the connect reply named; empty when the client does not know it. */
  node: string
  data: string
}

/** Longest session or node name that is looked at. */
const maxNameLength = 255

/** Null for a body that is not such a request. */
export function decodeEmulationRequest(body: string): EmulationRequest | null {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return null
  }
  if (!isObject(value)) return null
  const { session, node = '', data } = value
  if (typeof session !== 'string' || session === '' || session.length > maxNameLength) return null
  if (typeof node !== 'string' || node.length > maxNameLength || typeof data !== 'string') return null
  return { session, node, data }
}
