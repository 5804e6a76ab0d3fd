import type { ServerResponse } from 'node:http'
import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { FakeEnvironment } from '../../test/support/fake-environment.ts'
import { EventsTransport } from './events-transport.ts'

/** An answer whose reader takes a piece when it is told to. */
function start() {
  const waiting: (() => void)[] = []
  const stream = new Writable({ write: (_chunk, _encoding, taken) => void waiting.push(taken) })
  const response = Object.assign(stream, { writeHead: () => stream }) as unknown as ServerResponse
  const transport = new EventsTransport(response, new FakeEnvironment())
  const write = (text: string) => transport.write(transport.framing(text))
  write('{"id":1,"subscribe":{}}')
  return { transport, write, take: () => waiting.shift()?.() }
}

it('[L2] is read while anything of what waits is taken, and while nothing waits', () => {
  const { transport, write, take } = start()
  expect(transport.isRead()).toBe(true)
  write('{}')
  expect(transport.isRead()).toBe(false)
  take()
  expect(transport.isRead()).toBe(true)
  write('{}')
  expect(transport.isRead()).toBe(false)
  take()
  take()
  take()
  expect(transport.isRead()).toBe(true)
  expect(transport.isRead()).toBe(true)
})
