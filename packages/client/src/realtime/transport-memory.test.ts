import { describe, expect, it } from 'vitest'
import { holdTime, pass, setModes, setUp } from '../../test/ladder-realtime.ts'
import { createTransportMemory } from './transport-memory.ts'

holdTime()

describe('what is remembered', () => {
  const setUpMemory = () => {
    const values = new Map<string, string>()
    return createTransportMemory({
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    })
  }

  it('spares the next page the failing transport, for a while', async () => {
    const memory = setUpMemory()
    const first = setUp({ memory })
    setModes(first.hub, 'silent')
    first.realtime.start()
    await pass(6_000)
    first.realtime.stop()

    const second = setUp({ memory })
    setModes(second.hub, 'silent')
    second.realtime.start()
    await pass(0)
    expect(second.status()).toBe('live: connected over http_stream')
    expect(second.hub.attempts).toEqual([])
    second.realtime.stop()

    await pass(15 * 60_000)
    const third = setUp({ memory })
    third.realtime.start()
    await pass(0)
    expect(third.status()).toBe('live: connected over websocket')
    third.realtime.stop()
  })

  it('is forgotten where the best one works, and on another network', async () => {
    const memory = setUpMemory()
    memory.remember('poll')
    const { hub, realtime, wake } = setUp({ memory })
    setModes(hub, 'refuse')
    realtime.start()
    await pass(0)
    expect(memory.recall()).toBe('poll')
    wake('network_up')
    expect(memory.recall()).toBeNull()
    setModes(hub, 'answer')
    await pass(5_000)
    expect(realtime.getStatus().transport).toBe('websocket')
    expect(memory.recall()).toBeNull()
  })

  it('is nothing where the store refuses', () => {
    const refuse = () => {
      throw new Error('denied')
    }
    const memory = createTransportMemory({ getItem: refuse, setItem: refuse, removeItem: refuse })
    memory.remember('poll')
    expect(memory.recall()).toBeNull()
  })
})
