import { describe, expect, it } from 'vitest'
import { FakeTransport } from '../../test/support/fake-transport.ts'
import { Outbox } from './send-queue.ts'

function start() {
  const transport = new FakeTransport()
  const later: (() => void)[] = []
  let slow = 0
  const owner = {
    tooSlow: () => {
      slow += 1
    },
  }
  const outbox = new Outbox(transport, 1_000, owner, (callback) => later.push(callback))
  const turn = (): void => {
    for (const callback of later.splice(0)) callback()
  }
  return { outbox, transport, turn, later, slowCount: () => slow }
}

describe('Outbox', () => {
  it('sends at once while nothing is gathered', () => {
    const { outbox, transport } = start()
    outbox.send('1')
    outbox.send('2')
    expect(transport.frames).toEqual(['1', '2'])
  })

  it('gathers replies until it is flushed', () => {
    const { outbox, transport, turn } = start()
    outbox.gather()
    outbox.send('1')
    outbox.send('2')
    expect(transport.frames).toEqual([])
    outbox.flush()
    outbox.send('3')
    turn()
    expect(transport.frames).toEqual(['1\n2', '3'])
  })

  it('sends what it gathered in the next turn when the next command takes its time', () => {
    const { outbox, transport, turn, later } = start()
    outbox.gather()
    outbox.send('1')
    outbox.send('2')
    expect(later).toHaveLength(1)
    turn()
    outbox.send('3')
    turn()
    expect(transport.frames).toEqual(['1\n2', '3'])
  })

  it('keeps the order between replies and shared frames', () => {
    const { outbox, transport, turn } = start()
    outbox.gather()
    outbox.send('reply')
    outbox.deliver(Buffer.from('push'))
    turn()
    expect(transport.frames).toEqual(['reply', 'push'])
  })

  it('does not gather without end', () => {
    const { outbox, transport } = start()
    outbox.gather()
    const large = 'x'.repeat(40_000)
    for (const reply of [large, large, 'y']) outbox.send(reply)
    expect(transport.frames).toEqual([`${large}\n${large}`])
  })

  it('[L2] reports a client that reads too slowly, and sends it nothing', () => {
    const { outbox, transport, slowCount } = start()
    transport.queuedBytes = 1_000
    outbox.send('1')
    transport.queuedBytes = 1_001
    outbox.send('2')
    expect(transport.frames).toEqual(['1'])
    expect(slowCount()).toBe(1)
  })

  it('sends nothing to a connection that is gone', () => {
    const { outbox, transport, turn } = start()
    outbox.gather()
    outbox.send('1')
    outbox.discard()
    turn()
    outbox.flush()
    expect(transport.frames).toEqual([])
  })
})
