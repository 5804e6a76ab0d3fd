import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeEnvironment } from '../../test/support/fake-environment.ts'
import { Presence } from './presence.ts'
import { fewClients, PresenceChanges } from './presence-changes.ts'

const channel = 'here:1'
const many = fewClients + 10
const info = (client: string, mood = 'calm') => ({ user: client, client, chan_info: mood })

function start() {
  const environment = new FakeEnvironment()
  const told: string[] = []
  /** As a subscriber keeps it that hears every change. */
  const list = new Map<string, unknown>()
  const changes: PresenceChanges = new PresenceChanges(
    (name) => presence.size(name),
    {
      joined: (_, client) => {
        told.push(`+${client.client}`)
        list.set(client.client, client)
      },
      left: (_, { client }) => {
        told.push(`-${client}`)
        list.delete(client)
      },
    },
    environment,
  )
  const presence: Presence = new Presence(changes)
  const join = (client: string, mood?: string) => presence.join(channel, info(client, mood))
  const leave = (client: string) => presence.leave(channel, client)
  const fill = async (count: number) => {
    for (let index = 0; index < count; index += 1) join(`c${index}`)
    await environment.advance(5_000)
    told.length = 0
  }
  return { environment, told, list, changes, presence, join, leave, fill }
}

describe('changes of who is in a channel', () => {
  it('[W3] are told at once where few are', async () => {
    const { told, join, leave } = start()
    for (let index = 0; index < fewClients; index += 1) join(`c${index}`)
    leave('c0')
    expect(told).toHaveLength(fewClients + 1)
  })

  it('[W6] are told together where many are, those who came first', async () => {
    const { environment, told, join, leave, fill } = start()
    await fill(many)
    leave('c0')
    join('new')
    leave('c1')
    await environment.advance(999)
    expect(told).toEqual([])
    await environment.advance(1)
    expect(told).toEqual(['+new', '-c0', '-c1'])
    expect(environment.timers).toBe(0)
  })

  it('[W6] are no message where a client is again as it was told', async () => {
    const { environment, told, join, leave, fill } = start()
    await fill(many)
    leave('c0')
    join('c0')
    join('visitor')
    leave('visitor')
    leave('c1')
    join('c1', 'glad')
    await environment.advance(1_000)
    expect(told).toEqual(['+c1'])
  })

  it('[W6] are told although they were taken back, where an answer showed them', async () => {
    const { environment, told, join, leave, changes, fill } = start()
    await fill(many)
    leave('c0')
    join('visitor')
    changes.shown(channel)
    join('c0')
    leave('visitor')
    await environment.advance(1_000)
    expect(told).toEqual(['+c0', '-visitor'])
  })

  it('[W6] are told in parts that slow readers can take', async () => {
    const { environment, told, join, fill } = start()
    await fill(many)
    for (let index = 0; index < 2_500; index += 1) join(`new${index}`)
    const parts: number[] = []
    for (let at = 1_000; at <= 1_300; at += 100) {
      await environment.advance(at === 1_000 ? 1_000 : 100)
      parts.push(told.length)
    }
    expect(parts).toEqual([1_000, 2_000, 2_500, 2_500])
  })

  it('[W6] are told no more once the node stops', async () => {
    const { environment, told, leave, changes, fill } = start()
    await fill(many)
    leave('c0')
    changes.stop()
    await environment.advance(5_000)
    expect(told).toEqual([])
  })

  it('[W6] bring whoever hears them to what is true, from whichever answer they began', async () => {
    const client = fc.integer({ min: 0, max: many + 5 }).map((index) => `c${index}`)
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('join', 'leave'), client }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask'), client }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), client }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { environment, list, changes, presence, join, leave, fill } = start()
        await fill(many)
        for (const { kind, client } of steps) {
          const isThere = client in presence.in(channel)
          if (kind === 'join' && !isThere) join(client)
          if (kind === 'leave') leave(client)
          if (kind === 'wait') await environment.advance(700)
          if (kind !== 'ask') continue
          changes.shown(channel)
          list.clear()
          for (const [id, each] of Object.entries(presence.in(channel))) list.set(id, each)
        }
        await environment.advance(2_000)
        expect(Object.fromEntries(list)).toEqual(presence.in(channel))
      }),
      { seed: 42, numRuns: 200 },
    )
  })
})
