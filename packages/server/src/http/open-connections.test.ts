import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { maxUnanswered, OpenConnections } from './open-connections.ts'

/** A server that answers nothing by itself, and what it was asked on one connection. */
async function start() {
  const connections = new OpenConnections()
  const waiting: ServerResponse[] = []
  const server = connections.createServer((_request, response) => void waiting.push(response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    connections.destroy()
    server.close()
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  return { connections, waiting, socket }
}

const request = 'GET / HTTP/1.1\r\nhost: desk\r\n\r\n'

it('ends a connection that sends many requests at once, and carries out none beyond the limit', async () => {
  const { waiting, socket } = await start()
  const closed = once(socket, 'close')
  socket.write(request.repeat(2000))
  await closed
  expect(waiting.length).toBe(maxUnanswered)
})

it('answers as many requests as one likes, one after the other or a few at a time', async () => {
  const { waiting, socket } = await start()
  let answers = ''
  socket.on('data', (chunk) => {
    answers += chunk
  })
  for (let round = 1; round <= 5; round += 1) {
    socket.write(request.repeat(maxUnanswered))
    await expect.poll(() => waiting.length).toBe(maxUnanswered)
    for (const response of waiting.splice(0)) response.end('ok')
    await expect.poll(() => answers.split('200 OK').length - 1).toBe(round * maxUnanswered)
  }
})

it('cuts every connection off, those that became something else too', async () => {
  const { connections, waiting, socket } = await start()
  socket.write(request)
  await expect.poll(() => waiting.length).toBe(1)
  const closed = once(socket, 'close')
  connections.destroy()
  await closed
})
