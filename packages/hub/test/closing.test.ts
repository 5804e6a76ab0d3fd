import { describe, expect, it } from 'vitest'
import { RawClient } from './support/raw-client.ts'
import { startTestServer } from './support/test-server.ts'

describe('closing the hub', () => {
  it('[D3] waits for the goodbyes of its clients', async () => {
    const server = await startTestServer()
    const sockets = [1, 2, 3].map(() => new WebSocket(server.url))
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.addEventListener('open', resolve))),
    )
    const goodbyes = sockets.map(
      (socket) => new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve)),
    )
    await server.hub.close()
    for (const goodbye of await Promise.all(goodbyes))
      expect(goodbye).toMatchObject({ code: 3001, wasClean: true })
    expect(server.hub.stats()).toMatchObject({ connections: 0, drops: { 3001: 3 } })
    expect(server.timers.timers).toBe(0)
    await server.stop()
  })

  it('[D3] does not wait for ever for a client that never answers', async () => {
    const server = await startTestServer()
    const silent = await RawClient.open(server.port)
    let closed = false
    const closing = server.hub.close().then(() => {
      closed = true
    })
    await server.timers.advance(4_900)
    expect(closed).toBe(false)
    await server.timers.advance(200)
    await closing
    silent.socket.destroy()
    await server.stop()
  })

  it('can be closed twice, and before it was ever used', async () => {
    const server = await startTestServer()
    await Promise.all([server.hub.close(), server.hub.close()])
    await server.stop()
  })
})
