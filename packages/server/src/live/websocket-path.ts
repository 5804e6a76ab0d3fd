/**
 * What an ordinary request for the WebSocket path is told: what it lacks to be a handshake or, with WebSockets
 * switched off, which setting did that. Real handshakes never come here while the hub is attached.
 */
import { type Hub, webSocketPath } from '@copydesk/hub'
import type { Routes } from '../http/app.ts'
import { sendProblem } from '../http/problem.ts'
import { liveInfo } from './live-info.ts'

export function createWebSocketPathRoutes(hub: Pick<Hub, 'handlePlainRequest'>): Routes {
  return (app, { settings }) => {
    const { websocket } = liveInfo(settings)
    app.all(webSocketPath, { schema: { hide: true } }, async (request, reply) => {
      if (!websocket.enabled) {
        return sendProblem(request, reply, 'websocket_off', `WebSockets are off: ${websocket.reason}.`)
      }
      reply.hijack()
      hub.handlePlainRequest(request.raw, reply.raw)
    })
  }
}
