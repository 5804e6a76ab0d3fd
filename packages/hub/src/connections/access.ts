/**
 * Takes connections and subscriptions of this node away from those who may not have them any more: after a sign-out,
 * a ban, a change of rights. Telling the other nodes is the core's affair.
 */
import { disconnects, unsubscribes } from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'
import { endSubscription, type Subscription } from './subscription.ts'

/** Ends the connections behind a sign-in session, and those of it that are still on their way. */
export function endSession(core: HubCore, sessionId: string): void {
  core.connections.sessionEnded(sessionId, core.environment.monotonic())
  for (const connection of core.connections.ofSession(sessionId)) {
    connection.disconnect(disconnects.invalidToken)
  }
}

/** Ends all connections of a user. */
export function disconnectUser(core: HubCore, user: string, code: number): void {
  const known = Object.values(disconnects).find((disconnect) => disconnect.code === code)
  for (const connection of core.connections.ofUser(user)) {
    connection.disconnect(known ?? { code, reason: 'disconnected' })
  }
}

/** Asks `authorize` again about the subscriptions of a user, or of everyone, and ends those that it refuses. */
export async function recheck(core: HubCore, user: string | undefined): Promise<void> {
  const connections = user === undefined ? core.connections.all() : core.connections.ofUser(user)
  for (const connection of connections) {
    for (const subscription of [...connection.subscriptions.values()]) await recheckOne(core, subscription)
  }
}

const noticeFor = {
  denied: unsubscribes.server,
  unknown_channel: unsubscribes.server,
  expired: unsubscribes.expired,
  // The clock was set back: the token will do again.
  not_yet: unsubscribes.insufficientState,
} as const

async function recheckOne(core: HubCore, subscription: Subscription): Promise<void> {
  if (subscription.byServer) return
  try {
    const result = await core.options.authorize(subscription.request)
    if (result.ok) return
    endSubscription(core, subscription, noticeFor[result.reason])
  } catch (error) {
    // Nobody keeps a right that could not be confirmed: the client subscribes again and is asked then.
    core.log.warn({ err: error, channel: subscription.request.channel }, 'A right could not be checked again')
    endSubscription(core, subscription, unsubscribes.insufficientState)
  }
}
