/**
 * Hands the hub its requests before anything reads their bodies, and answers those for a transport that is switched
 * off with what switched it off. WebSocket handshakes never come here: the hub is attached to the server.
 */
import { type Hub, hubPaths, webSocketPath } from '@copydesk/hub'
import type { Routes } from '../http/app.ts'
import { sendProblem } from '../http/problem.ts'
import type { LiveSwitch } from '../live-switch/live-switch.ts'

export function createHubPathRoutes(hub: Pick<Hub, 'handle'>, live: Pick<LiveSwitch, 'whyOff'>): Routes {
  return (app) => {
    for (const [path, transports] of Object.entries(hubPaths)) {
      // The hub logs what it refuses; a line for every command of every stream says nothing.
      app.all(path, {
        logLevel: 'warn',
        config: { isLongLived: true },
        onRequest: async (request, reply) => {
          if (transports.every((transport) => live.whyOff(transport) !== undefined)) return
          reply.hijack()
          hub.handle(request.raw, reply.raw)
        },
        handler: async (request, reply) => {
          const code = path === webSocketPath ? 'websocket_off' : 'transport_off'
          const reasons = transports.map((transport) => live.whyOff(transport))
          return sendProblem(request, reply, code, `This is off: ${[...new Set(reasons)].join(', and ')}.`)
        },
      })
    }
  }
}
