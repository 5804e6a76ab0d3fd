import { describe, expect, it } from 'vitest'
import { holdTime, pass, setUpLive } from '../../test/page-realtime.ts'

holdTime()

describe('who is here', () => {
  const client = (id: string, user: string) => ({ client: id, user })

  it('is asked for, then kept up to date by joins and leaves', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada'), c2: client('c2', 'bo') })
    let changes = 0
    const here = realtime.here('here:p', () => {
      changes += 1
    })
    expect(here.getPeople()).toEqual([])
    await pass(0)
    expect(here.getPeople()).toEqual([
      { personId: 'ada', windows: 1 },
      { personId: 'bo', windows: 1 },
    ])
    const people = here.getPeople()
    hub.push({ push: { channel: 'here:p', join: { info: client('c3', 'ada') } } })
    await pass(0)
    expect(here.getPeople()).toEqual([
      { personId: 'ada', windows: 2 },
      { personId: 'bo', windows: 1 },
    ])
    hub.push({ push: { channel: 'here:p', leave: { info: client('c3', 'ada') } } })
    hub.push({ push: { channel: 'here:p', leave: { info: client('c2', 'bo') } } })
    await pass(0)
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
    expect(people).toHaveLength(2)
    expect(changes).toBe(4)
  })

  it('hears what the server says there, which no client can', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    const heard: unknown[] = []
    realtime.here('here:p', (said) => heard.push(said))
    await pass(0)
    const publishing = { actor: { id: 'ada', kind: 'person' }, count: 60 }
    hub.push({ push: { channel: 'here:p', pub: { data: { publishing } } } })
    hub.push({ push: { channel: 'here:p', pub: { data: { publishing }, info: client('c1', 'ada') } } })
    await pass(0)
    expect(heard.filter((said) => said !== undefined)).toEqual([{ publishing }])
  })

  it('is asked for again every so often, as a leave can be lost', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada'), c2: client('c2', 'bo') })
    const here = realtime.here('here:p', () => {})
    await pass(0)
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    for (let at = 0; at < 30_000; at += 10_000) {
      hub.push({})
      await pass(10_000)
    }
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
  })

  it('is asked for again after a reconnect', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    const here = realtime.here('here:p', () => {})
    await pass(0)
    hub.closeAll(1006)
    hub.presence.set('here:p', { c9: client('c9', 'bo') })
    await pass(1_000)
    expect(here.getPeople()).toEqual([{ personId: 'bo', windows: 1 }])
  })

  it('ends when it is closed', async () => {
    const { hub, realtime } = await setUpLive()
    const here = realtime.here('here:p', () => {})
    await pass(0)
    here.close()
    await pass(0)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'here:p' } })
    const again = realtime.here('here:p', () => {})
    again.close()
  })

  it('is nobody where that may not be known, and tried again', async () => {
    const { hub, realtime } = await setUpLive()
    hub.refusals.set('here:p', 103)
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    const here = realtime.here('here:p', () => {})
    await pass(0)
    expect(here.getPeople()).toEqual([])
    hub.refusals.clear()
    for (let at = 0; at <= 30_000; at += 10_000) {
      hub.push({})
      await pass(10_000)
    }
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
  })

  it('tells where they write, until they say that it ended, leave, or say nothing more', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada'), c2: client('c2', 'bo'), c3: client('c3', 'ada') })
    let changes = 0
    const here = realtime.here('here:p', () => {
      changes += 1
    })
    await pass(0)
    const say = async (id: string, user: string, data: unknown) => {
      hub.push({ push: { channel: 'here:p', pub: { data, info: client(id, user) } } })
      await pass(0)
    }
    const writing = () => here.getPeople().map(({ personId, typing }) => `${personId}: ${typing ?? '-'}`)
    await say('c1', 'ada', { typing: 'text' })
    await say('c2', 'bo', { typing: 'comment' })
    expect(writing()).toEqual(['ada: text', 'bo: comment'])
    const before = changes
    for (const nothing of [null, 7, 'text', [], {}, { typing: 3 }]) {
      await say('c1', 'ada', nothing)
    }
    // The same again says nothing new, nor does whoever is not there.
    await say('c1', 'ada', { typing: 'text' })
    await say('c9', 'eve', { typing: 'text' })
    expect(changes).toBe(before)
    await say('c3', 'ada', { typing: 'comment' })
    expect(writing()).toEqual(['ada: text,comment', 'bo: comment'])
    await say('c3', 'ada', { typing: null })
    hub.push({ push: { channel: 'here:p', leave: { info: client('c2', 'bo') } } })
    hub.push({ push: { channel: 'here:p', join: { info: client('c2', 'bo') } } })
    await pass(7_000)
    expect(writing()).toEqual(['ada: text', 'bo: -'])
    await pass(1_000)
    expect(writing()).toEqual(['ada: -', 'bo: -'])
    expect(here.getPeople()[0]).toEqual({ personId: 'ada', windows: 2 })
    here.close()
  })
})
