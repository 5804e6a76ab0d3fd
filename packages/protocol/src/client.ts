/**
 * The client's half of the codec, for programs that speak the protocol without an SDK: the doctor, load
 * generators, tests.
 */
import { isObject } from './fields.ts'
import type { ServerMessage } from './messages.ts'

/** Writes commands as one message. Give each an `id` from 1 on, or `{}` for a pong. */
export function encodeCommands(commands: readonly object[]): string {
  return commands.map((command) => JSON.stringify(command)).join('\n')
}

/** Reads one message of the server; null when it is not of this protocol (e.g. a proxy's web page). */
export function decodeServerMessages(message: string): ServerMessage[] | null {
  const messages: ServerMessage[] = []
  for (const line of message.split('\n')) {
    if (line.trim() === '') continue
    try {
      const value: unknown = JSON.parse(line)
      if (!isObject(value)) return null
      messages.push(value as ServerMessage)
    } catch {
      return null
    }
  }
  return messages
}
