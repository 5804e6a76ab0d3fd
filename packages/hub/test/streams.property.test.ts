/**
 * The promise of the hub, for random orders of everything: whatever is published, lost, doubled, late, cut off,
 * pruned or restored meanwhile, each subscriber sees what the journal holds, without gap or double; and once the
 * noise ends, everyone stands where the journal stands.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HubCore } from '../src/hub-core.ts'
import {
  type Announcement,
  type Broker,
  createMemoryBroker,
  createMemoryJournal,
  type JournalReader,
} from '../src/index.ts'
import { ModelClient, type Published } from './support/model-client.ts'
import { journaled } from './support/test-hub.ts'

const channel = 'a'
const fates = ['arrives', 'lost', 'twice', 'late', 'hinted'] as const
type Fate = (typeof fates)[number]

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('publish' as const), fate: fc.constantFrom(...fates) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('come' as const), client: fc.nat(3), node: fc.nat(1) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('cut' as const), client: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('poll' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('prune' as const), keep: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restore' as const) }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** Lets everything that waits happen in the order that the scheduler chose. */
async function untilIdle(scheduler: fc.Scheduler): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  while (scheduler.count() > 0) {
    await scheduler.waitOne()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function createWorld(scheduler: fc.Scheduler, maxRecoveredPublications: number) {
  const memory = createMemoryJournal()
  const published: Published = new Map()
  const carrier = createMemoryBroker()
  const errors: unknown[] = []
  let ids = 0

  /** Runs when the scheduler comes to it. */
  const later = (name: string, run: () => void): void => {
    scheduler.schedule(Promise.resolve(), name).then(() => {
      try {
        run()
      } catch (error) {
        errors.push(error)
      }
    })
  }
  // A read sees the journal as it is when it begins; its answer arrives later.
  const slow =
    <Args extends unknown[], T>(name: string, call: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      scheduler.schedule(call(...args), name)
  const journal: JournalReader = {
    position: slow('position', memory.position),
    read: slow('read', memory.read),
    heads: slow('heads', memory.heads),
  }
  const broker: Broker = {
    ...carrier,
    // It takes its time to follow a channel, and what was published before that is lost.
    follow: (name, listener) => {
      let unfollow = (): void => undefined
      let isWanted = true
      const ready = scheduler.schedule(Promise.resolve(), 'follow').then(() => {
        if (isWanted) unfollow = carrier.follow(name, listener).unfollow
      })
      return {
        ready,
        unfollow: () => {
          isWanted = false
          unfollow()
        },
      }
    },
    sendToNode: () => undefined,
  }
  const environment = {
    wallTime: () => 0,
    monotonic: () => 0,
    every: () => () => undefined,
    after: () => () => undefined,
    soon: (run: () => void) => later('soon', run),
    newId: () => {
      ids += 1
      return `id-${ids}`
    },
    random: () => 0.5,
  }
  const nodes = [0, 1].map(
    () =>
      new HubCore(
        {
          journal,
          broker,
          authenticate: async () => ({ ok: true, auth: { user: 'ann' } }),
          authorize: async () => ({ ok: true }),
          rulesFor: () => journaled,
          isOriginAllowed: () => true,
          limits: { maxRecoveredPublications },
          log: { info: () => undefined, warn: (fields) => errors.push(fields) },
        },
        environment,
      ),
  )
  const announce = (announcement: Announcement): void => {
    carrier.publish([announcement])
  }

  function publish(fate: Fate): void {
    const data = JSON.stringify({ number: ids++ })
    const { publication, position } = memory.append(channel, data)
    const log = published.get(position.epoch) ?? []
    published.set(position.epoch, [...log, data])
    const announcement = { channel, epoch: position.epoch, publications: [publication] }
    if (fate === 'late') later('late announcement', () => announce(announcement))
    if (fate === 'arrives' || fate === 'twice') announce(announcement)
    if (fate === 'hinted') announce({ ...announcement, publications: [], upTo: publication.offset })
    if (fate === 'twice') later('second announcement', () => announce(announcement))
  }

  return { memory, nodes, published, errors, publish }
}

async function live(scheduler: fc.Scheduler, actions: Action[]): Promise<void> {
  const world = createWorld(scheduler, 8)
  const { nodes, memory, published, errors } = world
  await untilIdle(scheduler)
  const clients = Array.from({ length: 4 }, () => new ModelClient(channel, published))

  function perform(act: Action): void {
    switch (act.type) {
      case 'publish':
        world.publish(act.fate)
        break
      case 'come': {
        const node = nodes[act.node]
        if (node) clients[act.client]?.comeBack(node)
        break
      }
      case 'cut':
        clients[act.client]?.cut()
        break
      case 'poll':
        for (const node of nodes) node.channels.poll()
        break
      case 'prune':
        memory.prune(channel, act.keep)
        break
      case 'restore':
        memory.rotateEpochs()
    }
  }

  scheduler.scheduleSequence(
    actions.map((act) => ({
      label: JSON.stringify(act),
      builder: async () => perform(act),
    })),
  )
  await untilIdle(scheduler)

  // The noise ends: everyone comes back, something is published that only the journal tells, and both nodes ask it.
  // (Of a restore a channel without any publication learns by its next one.)
  for (const [index, client] of clients.entries()) {
    const node = nodes[index % nodes.length]
    if (node) client.comeBack(node)
  }
  world.publish('lost')
  for (let round = 0; round < 2; round += 1) {
    await untilIdle(scheduler)
    for (const node of nodes) node.channels.poll()
  }
  await untilIdle(scheduler)

  expect(errors).toEqual([])
  const head = await memory.position(channel)
  for (const client of clients) {
    expect(client.state).toEqual({ phase: 'live' })
    expect(client.position).toEqual(head)
  }
}

describe('streams', () => {
  it('[R6] [P2] show every subscriber what the journal holds, in every order of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(action, { minLength: 5, maxLength: 40 }), live),
      { seed: 42, numRuns: 400 },
    )
  })

  it('[R1] lose no subscriber to a reload while everything is kept', async () => {
    const gentle = fc.oneof(
      fc.record({ type: fc.constant('publish' as const), fate: fc.constantFrom(...fates) }),
      fc.record({ type: fc.constant('poll' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(gentle, { maxLength: 12 }), async (scheduler, actions) => {
        const { nodes, published, publish, errors } = createWorld(scheduler, 300)
        await untilIdle(scheduler)
        const client = new ModelClient(channel, published)
        const [node] = nodes
        if (node === undefined) throw new Error('no node')
        client.comeBack(node)
        await untilIdle(scheduler)
        for (const [index, act] of actions.entries()) {
          if (act.type === 'publish') publish(act.fate)
          else node.channels.poll()
          if (index % 4 === 2) client.cut()
          if (index % 4 === 3) client.comeBack(node)
          if (index % 3 === 0) await scheduler.waitNext(Math.min(1, scheduler.count()))
        }
        client.comeBack(node)
        await untilIdle(scheduler)
        node.channels.poll()
        await untilIdle(scheduler)
        expect(errors).toEqual([])
        expect(client.reloads).toBe(1)
        expect(client.position?.offset).toBe([...published.values()].at(-1)?.length ?? 0)
      }),
      { seed: 43, numRuns: 200 },
    )
  })
})
