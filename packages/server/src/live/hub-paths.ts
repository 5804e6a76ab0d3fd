/**
 * Hands the hub its requests before anything reads their bodies, and tells those for a transport that is switched
 * off which setting did that. WebSocket handshakes come here only while the hub is not attached.
 */
import { type Hub, hubPaths, webSocketPath } from '@copydesk/hub'
import type { Routes } from '../http/app.ts'
import { sendProblem } from '../http/problem.ts'
import { whyOff } from './live-info.ts'

export function createHubPathRoutes(hub: Pick<Hub, 'handle'>): Routes {
  return (app, { settings }) => {
    for (const [path, transports] of Object.entries(hubPaths)) {
      const reasons = transports.map((transport) => whyOff(transport, settings))
      const isOff = reasons.every((reason) => reason !== undefined)
      // The hub logs what it refuses; a line for every command of every stream says nothing.
      app.all(path, {
        schema: { hide: true },
        logLevel: 'warn',
        config: { isLongLived: true },
        onRequest: async (request, reply) => {
          if (isOff) return
          reply.hijack()
          hub.handle(request.raw, reply.raw)
        },
        handler: async (request, reply) => {
          const code = path === webSocketPath ? 'websocket_off' : 'transport_off'
          return sendProblem(request, reply, code, `This is off: ${[...new Set(reasons)].join(', and ')}.`)
        },
      })
    }
  }
}
