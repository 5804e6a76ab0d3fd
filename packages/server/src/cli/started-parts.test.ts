import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StartedParts, StopAsked } from './started-parts.ts'

let events: string[]
let parts: StartedParts

beforeEach(() => {
  vi.useFakeTimers()
  events = []
  parts = new StartedParts()
})
afterEach(() => void vi.useRealTimers())

interface Planted {
  begin?: () => unknown
  stop?: () => void | Promise<void>
  withinMs?: number
}

/** Starts a part that says what becomes of it. */
function start(name: string, { begin, stop, withinMs }: Planted = {}): Promise<string> {
  return parts.start(
    name,
    async () => {
      await begin?.()
      events.push(`${name} started`)
      return name
    },
    (part) => {
      events.push(`${part} stops`)
      return stop?.()
    },
    withinMs,
  )
}

const fail = (words: string) => () => {
  throw new Error(words)
}
const never = () => new Promise<never>(() => {})

describe('what was started', () => {
  it('stops in reverse, each part once the one after it has ended', async () => {
    const slow = Promise.withResolvers<void>()
    for (const name of ['database', 'jobs']) await start(name)
    await start('web', { stop: () => slow.promise })
    const stopped = parts.stop()
    await vi.advanceTimersByTimeAsync(100)
    expect(events.slice(3)).toEqual(['web stops'])
    slow.resolve()
    await stopped
    expect(events.slice(3)).toEqual(['web stops', 'jobs stops', 'database stops'])
  })

  it('gives what it is to whoever started it', async () => {
    expect(await start('database')).toBe('database')
  })

  it('stops in reverse when a later part fails to start, which is not in the list', async () => {
    await start('database')
    await start('hub')
    await expect(start('web', { begin: fail('the port is in use') })).rejects.toThrow('the port is in use')
    await parts.stop()
    expect(events.slice(2)).toEqual(['hub stops', 'database stops'])
  })

  it('stops once, however often it is asked', async () => {
    const slow = Promise.withResolvers<void>()
    await start('database', { stop: () => slow.promise })
    const both = Promise.all([parts.stop(), parts.stop()])
    slow.resolve()
    await both
    await parts.stop()
    expect(events).toEqual(['database started', 'database stops'])
  })
})

describe('a part that does not stop in order', () => {
  it('keeps no other from stopping, and is told of at the end', async () => {
    await start('database', { stop: fail('the disk is full') })
    await start('jobs')
    await start('hub', { stop: async () => fail('the broker is gone')() })
    await start('web')
    await expect(parts.stop()).rejects.toThrow(
      'hub did not stop in order: the broker is gone. database did not stop in order: the disk is full',
    )
    expect(events.slice(4)).toEqual(['web stops', 'hub stops', 'jobs stops', 'database stops'])
  })

  it('is left behind when its time is over', async () => {
    await start('database')
    await start('connections', { stop: never, withinMs: 25_000 })
    const outcome = parts.stop().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(24_999)
    expect(events.slice(2)).toEqual(['connections stops'])
    await vi.advanceTimersByTimeAsync(1)
    expect(events.slice(2)).toEqual(['connections stops', 'database stops'])
    expect(await outcome).toMatchObject({
      message: 'connections did not stop in order: it took longer than 25000 ms',
    })
  })

  it('leaves no timer behind when it is in time', async () => {
    await start('database')
    await parts.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a stop while a part starts', () => {
  it('stops that part first, once it stands, and starts no other', async () => {
    const opening = Promise.withResolvers<void>()
    await start('database')
    const late = start('web', { begin: () => opening.promise })
    const stopped = parts.stop()
    opening.resolve()
    await expect(late).rejects.toThrow(StopAsked)
    await stopped
    await expect(start('listening')).rejects.toThrow(StopAsked)
    expect(events).toEqual(['database started', 'web started', 'web stops', 'database stops'])
  })

  it('does not wait long for it, and stops it as soon as it stands', async () => {
    const opening = Promise.withResolvers<void>()
    await start('database')
    const late = start('web', { begin: () => opening.promise }).catch((error: unknown) => error)
    const stopped = parts.stop()
    await vi.advanceTimersByTimeAsync(1_000)
    await stopped
    expect(events).toEqual(['database started', 'database stops'])
    opening.resolve()
    expect(await late).toBeInstanceOf(StopAsked)
    expect(events.slice(2)).toEqual(['web started', 'web stops'])
  })

  it('is not disturbed by a part that fails to start then', async () => {
    const opening = Promise.withResolvers<void>()
    await start('database')
    const late = start('web', { begin: () => opening.promise }).catch((error: unknown) => error)
    const stopped = parts.stop()
    opening.reject(new Error('the database is closing'))
    await stopped
    expect(await late).toMatchObject({ message: 'the database is closing' })
    expect(events).toEqual(['database started', 'database stops'])
  })

  it('asked for by the part itself ends it too', async () => {
    await start('database')
    const late = start('web', { begin: () => void parts.stop() })
    await expect(late).rejects.toThrow(StopAsked)
    await parts.stop()
    expect(events).toEqual(['database started', 'web started', 'web stops', 'database stops'])
  })
})
