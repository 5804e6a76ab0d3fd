import { PassThrough } from 'node:stream'
import { disconnects } from '@copydesk/protocol'
import { describe, expect, it } from 'vitest'
import { FakeEnvironment } from '../../test/support/fake-environment.ts'
import { lineFraming } from './stream-framing.ts'
import { StreamTransport } from './stream-transport.ts'

function start() {
  const response = new PassThrough()
  const environment = new FakeEnvironment()
  const transport = new StreamTransport('http_stream', lineFraming, response, environment, 10)
  const received: string[] = []
  let overruns = 0
  transport.connect({
    receive: (message) => received.push(message),
    overrun: () => {
      overruns += 1
    },
  })
  return { transport, response, environment, received, overruns: () => overruns }
}

describe('StreamTransport', () => {
  it('hands commands over in their order, and keeps them while it is paused', () => {
    const { transport, received } = start()
    transport.take('1')
    transport.pause()
    transport.take('2')
    transport.take('3')
    expect(received).toEqual(['1'])
    transport.resume()
    expect(received).toEqual(['1', '2', '3'])
  })

  it('[E10] reports when more waits than may', () => {
    const { transport, overruns } = start()
    transport.pause()
    transport.take('12345')
    transport.take('67890')
    expect(overruns()).toBe(0)
    transport.take('1')
    expect(overruns()).toBe(1)
  })

  it('[E6] says goodbye once, takes nothing afterwards, and cuts off who does not read it', async () => {
    const { transport, response, received, environment } = start()
    transport.pause()
    transport.take('1')
    transport.close(disconnects.shutdown)
    transport.close(disconnects.slow)
    transport.take('2')
    transport.resume()
    transport.write(Buffer.from('late'))
    expect(received).toEqual([])
    expect(String(response.read())).toBe('{"push":{"disconnect":{"code":3001,"reason":"shutdown"}}}\n')
    await environment.advance(5_000)
    expect(response.destroyed).toBe(true)
  })
})
