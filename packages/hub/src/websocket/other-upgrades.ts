/**
 * Upgrades to anything but a WebSocket, which programs offer by themselves (`h2c` by curl --http2 and Java's
 * HttpClient). A server ignores what it does not know (RFC 9110, section 7.8), and Node.js would hand such a request to
 * whoever listens for upgrades, in place of the application.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { asksForWebSocket } from '@copydesk/protocol'

type ShouldUpgrade = (request: IncomingMessage) => boolean
/** Absent before Node.js 24.9. */
type Upgrading = (Server | SecureServer) & { shouldUpgradeCallback?: ShouldUpgrade }

/** The listeners of hubs, which know WebSockets only. */
const hubListeners = new WeakSet<object>()

/**
 * Lets a server answer other upgrades as the ordinary requests that they are too, until the returned function is
 * called. Where somebody else listens for upgrades, they are that listener's, as without a hub.
 */
export function spareOtherUpgrades(server: Upgrading, listener: object): () => void {
  hubListeners.add(listener)
  const before = server.shouldUpgradeCallback
  if (before === undefined) return () => undefined
  const hasOthers = () => server.listeners('upgrade').some((one) => !hubListeners.has(one))
  const own: ShouldUpgrade = (request) =>
    asksForWebSocket(request.headers) || (hasOthers() && before.call(server, request))
  server.shouldUpgradeCallback = own
  return () => {
    if (server.shouldUpgradeCallback === own) server.shouldUpgradeCallback = before
  }
}
