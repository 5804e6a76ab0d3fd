import { describe, expect, it } from 'vitest'
import { FakeTransport } from '../../test/support/fake-transport.ts'
import { SendQueue } from './send-queue.ts'

function start() {
  const transport = new FakeTransport()
  const later: (() => void)[] = []
  let slow = 0
  const owner = {
    tooSlow: () => {
      slow += 1
    },
  }
  const sendQueue = new SendQueue(transport, 1_000, owner, (callback) => later.push(callback))
  const turn = (): void => {
    for (const callback of later.splice(0)) callback()
  }
  return { sendQueue, transport, turn, later, slowCount: () => slow }
}

describe('SendQueue', () => {
  it('sends at once while nothing is gathered', () => {
    const { sendQueue, transport } = start()
    sendQueue.send('1')
    sendQueue.send('2')
    expect(transport.frames).toEqual(['1', '2'])
  })

  it('gathers replies until it is flushed', () => {
    const { sendQueue, transport, turn } = start()
    sendQueue.gather()
    sendQueue.send('1')
    sendQueue.send('2')
    expect(transport.frames).toEqual([])
    sendQueue.flush()
    sendQueue.send('3')
    turn()
    expect(transport.frames).toEqual(['1\n2', '3'])
  })

  it('sends what it gathered in the next turn when the next command takes its time', () => {
    const { sendQueue, transport, turn, later } = start()
    sendQueue.gather()
    sendQueue.send('1')
    sendQueue.send('2')
    expect(later).toHaveLength(1)
    turn()
    sendQueue.send('3')
    turn()
    expect(transport.frames).toEqual(['1\n2', '3'])
  })

  it('keeps the order between replies and shared frames', () => {
    const { sendQueue, transport, turn } = start()
    sendQueue.gather()
    sendQueue.send('reply')
    sendQueue.deliver(Buffer.from('push'))
    turn()
    expect(transport.frames).toEqual(['reply', 'push'])
  })

  it('does not gather without end', () => {
    const { sendQueue, transport } = start()
    sendQueue.gather()
    const large = 'x'.repeat(40_000)
    for (const reply of [large, large, 'y']) sendQueue.send(reply)
    expect(transport.frames).toEqual([`${large}\n${large}`])
  })

  it('[L2] reports a client that reads too slowly, and sends it nothing', () => {
    const { sendQueue, transport, slowCount } = start()
    transport.queuedBytes = 1_000
    sendQueue.send('1')
    transport.queuedBytes = 1_001
    sendQueue.send('2')
    expect(transport.frames).toEqual(['1'])
    expect(slowCount()).toBe(1)
  })

  it('sends nothing to a connection that is gone', () => {
    const { sendQueue, transport, turn } = start()
    sendQueue.gather()
    sendQueue.send('1')
    sendQueue.discard()
    turn()
    sendQueue.flush()
    expect(transport.frames).toEqual([])
  })
})
