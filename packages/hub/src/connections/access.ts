/** Ends connections of this node whose owners may not have them any more: after a sign-out, a ban. */
import { disconnects } from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'

/** Ends the connections behind a sign-in session, and those of it that are still on their way. */
export function endSession(core: Pick<HubCore, 'connections' | 'environment'>, sessionId: string): void {
  core.connections.sessionEnded(sessionId, core.environment.monotonic())
  for (const connection of core.connections.ofSession(sessionId)) {
    connection.disconnect(disconnects.invalidToken)
  }
}

/** Ends all connections of a user. */
export function disconnectUser(core: Pick<HubCore, 'connections'>, user: string, code: number): void {
  const known = Object.values(disconnects).find((disconnect) => disconnect.code === code)
  for (const connection of core.connections.ofUser(user)) {
    connection.disconnect(known ?? { code, reason: 'disconnected' })
  }
}
