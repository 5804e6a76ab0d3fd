import { describe, expect, it } from 'vitest'
import { createCounters } from '../metrics/stats.ts'
import { Audience, type Receiver } from './audience.ts'

const plain = (text: string): Uint8Array => Buffer.from(text)

class Listener implements Receiver {
  readonly framing: Receiver['framing']
  readonly frames: Uint8Array[] = []

  constructor(framing = plain) {
    this.framing = framing
  }

  deliver(frame: Uint8Array): void {
    this.frames.push(frame)
  }

  get texts(): string[] {
    return this.frames.map((frame) => Buffer.from(frame).toString())
  }
}

function start() {
  const later: (() => void)[] = []
  const counters = createCounters()
  const audience = new Audience<Listener>((callback) => later.push(callback), counters)
  const turn = (): void => {
    for (const callback of later.splice(0)) callback()
  }
  return { audience, turn, counters, later }
}

describe('Audience', () => {
  it('frames once and hands the same bytes to everyone', () => {
    const { audience, turn, counters } = start()
    let framed = 0
    const framing = (text: string): Uint8Array => {
      framed += 1
      return Buffer.from(text)
    }
    const listeners = [new Listener(framing), new Listener(framing), new Listener(framing)]
    for (const listener of listeners) audience.add(listener, listener)
    audience.publish('1')
    turn()
    expect(framed).toBe(1)
    for (const listener of listeners) expect(listener.frames[0]).toBe(listeners[0]?.frames[0])
    expect(counters.deliveries).toBe(3)
  })

  it('frames once per kind of carrier', () => {
    const { audience, turn } = start()
    const other = (text: string): Uint8Array => Buffer.from(`<${text}>`)
    const listeners = [new Listener(), new Listener(other), new Listener(), new Listener(other)]
    for (const listener of listeners) audience.add(listener, listener)
    audience.publish('1')
    turn()
    expect(listeners.map(({ texts }) => texts)).toEqual([['1'], ['<1>'], ['1'], ['<1>']])
    expect(listeners[1]?.frames[0]).toBe(listeners[3]?.frames[0])
  })

  it('[P3] puts the messages of one turn into one frame, in order', () => {
    const { audience, turn, later } = start()
    const listener = new Listener()
    audience.add(listener, listener)
    for (const message of ['1', '2', '3']) audience.publish(message)
    expect(later).toHaveLength(1)
    turn()
    audience.publish('4')
    turn()
    expect(listener.texts).toEqual(['1\n2\n3', '4'])
  })

  it('closes a frame that grew large at once', () => {
    const { audience, turn } = start()
    const listener = new Listener()
    audience.add(listener, listener)
    const large = 'x'.repeat(40_000)
    for (const message of [large, large, 'y']) audience.publish(message)
    expect(listener.texts).toEqual([`${large}\n${large}`])
    turn()
    expect(listener.texts).toHaveLength(2)
  })

  it('gives a member what is published after it came and before it left', () => {
    const { audience, turn } = start()
    const early = new Listener()
    const late = new Listener()
    audience.add(early, early)
    audience.publish('1')
    audience.add(late, late)
    audience.publish('2')
    audience.delete(early)
    turn()
    expect(early.texts).toEqual(['1'])
    expect(late.texts).toEqual(['2'])
  })

  it('does nothing for nobody', () => {
    const { audience, later } = start()
    audience.publish('1')
    expect(later).toEqual([])
  })

  it('lets a member leave while it is served', () => {
    const { audience, turn } = start()
    const listeners = [new Listener(), new Listener()]
    for (const listener of listeners) {
      listener.deliver = (frame) => {
        audience.delete(listener)
        listener.frames.push(frame)
      }
      audience.add(listener, listener)
    }
    audience.publish('1')
    turn()
    expect(listeners.map(({ frames }) => frames.length)).toEqual([1, 1])
    expect(audience.size).toBe(0)
  })
})
