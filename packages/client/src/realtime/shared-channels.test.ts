import { describe, expect, it } from 'vitest'
import { createConsumer, holdTime, pass, setUp, setUpLive } from '../../test/page-realtime.ts'

holdTime()

describe('channels', () => {
  it('are subscribed to once, from the position of the first snapshot, and left with the last consumer', async () => {
    const { hub, realtime } = await setUpLive()
    hub.publish('news', 'zero')
    hub.publish('news', 'one')
    const first: unknown[] = []
    const second: unknown[] = []
    const a = realtime.join('news', createConsumer(first))
    const b = realtime.join('news', createConsumer(second))
    expect(a.startAt({ epoch: 'e', offset: 1 })).toBe('attached')
    expect(b.startAt({ epoch: 'e', offset: 2 })).toBe('attached')
    await pass(0)
    hub.publish('news', 'two')
    await pass(0)
    expect(first).toEqual(['one', 'two'])
    expect(second).toEqual(['two'])
    expect(realtime.isLive('news')).toBe(true)
    a.leave()
    b.leave()
    await pass(0)
    const sent = hub.commands.filter((command) => 'subscribe' in command || 'unsubscribe' in command)
    expect(sent).toMatchObject([
      { subscribe: { channel: 'news', recover: true, offset: 1, epoch: 'e' } },
      { unsubscribe: { channel: 'news' } },
    ])
    expect(realtime.isLive('news')).toBe(false)
  })

  it('recover what was published while the connection was gone', async () => {
    const { hub, realtime } = await setUpLive()
    const got: unknown[] = []
    realtime.join('news', createConsumer(got)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    hub.closeAll(1006)
    hub.publish('news', 'two')
    await pass(1_000)
    hub.publish('news', 'three')
    await pass(0)
    expect(got).toEqual(['one', 'two', 'three'])
  })

  it('say "reload" when that is not there any more', async () => {
    const { hub, realtime } = await setUpLive()
    const said: string[] = []
    realtime.join('news', createConsumer([], said)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.closeAll(1006)
    hub.publish('news', 'one')
    hub.forget('news')
    await pass(1_000)
    expect(said).toEqual(['reload: not_recovered'])
  })

  it('that may not be read are closed', async () => {
    const { hub, realtime } = await setUpLive()
    hub.refusals.set('secret', 103)
    const said: string[] = []
    realtime.join('secret', createConsumer([], said)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    expect(said).toEqual(['closed: 103'])
    expect(realtime.isLive('secret')).toBe(false)
  })

  it('whose right is taken away are closed, and may be joined again', async () => {
    const { hub, realtime } = await setUpLive()
    const said: string[] = []
    const got: unknown[] = []
    const member = realtime.join('news', createConsumer(got, said))
    member.startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.push({ push: { channel: 'news', unsubscribe: { code: 2000, reason: 'server unsubscribe' } } })
    await pass(0)
    expect(said).toEqual(['closed: 2000'])
    expect(member.startAt({ epoch: 'e', offset: 0 })).toBe('attached')
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    expect(got).toEqual(['one'])
  })

  it('do not suffer from a listener that throws', async () => {
    const errors: unknown[] = []
    const { hub, realtime } = setUp({ onError: (error) => errors.push(error) })
    realtime.subscribe(() => {
      throw new Error('broken')
    })
    realtime.start()
    await pass(0)
    hub.closeAll(1006)
    await pass(1_000)
    expect(realtime.getStatus().status).toBe('live')
    expect(errors.length).toBeGreaterThan(2)
  })

  it('do not suffer from a consumer that throws', async () => {
    const errors: unknown[] = []
    const { hub, realtime } = await setUpLive({ onError: (error) => errors.push(error) })
    const got: unknown[] = []
    const broken = createConsumer([])
    broken.onPublication = () => {
      throw new Error('broken')
    }
    realtime.join('news', broken).startAt({ epoch: 'e', offset: 0 })
    realtime.join('news', createConsumer(got)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    expect(got).toEqual(['one'])
    expect(errors).toHaveLength(1)
    expect(realtime.getStatus().status).toBe('live')
  })
})
