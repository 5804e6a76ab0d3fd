import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createJobTest, write } from '../../test/job-test.ts'
import { event } from '../command/command.ts'
import { cancel } from '../command/outbox.ts'
import { Refusal } from '../command/refusal.ts'
import { timedCommand } from '../command/work.ts'

const hour = 3_600_000

/** A command that writes its text in somebody's name; `during` happens in its middle. */
async function setUp(during: (text: string) => Promise<void> | void = () => {}) {
  const command = timedCommand({
    name: 'write',
    lane: 'scheduled',
    action: 'project.publish',
    payload: z.object({ text: z.custom<string>((value) => typeof value === 'string') }),
    retry: { attempts: 3, firstMs: 1000, longestMs: 60_000 },
    run: async (context, { text }, { dueAt }) => {
      await write(context, `${text} for ${context.actor.id} at ${dueAt}`)
      await during(text)
      const events = [{ channel: 'projects', event: event(context, 'projects.counted', { projects: [] }) }]
      return { events }
    },
    refused: async (context, { text }, refusal) => {
      await write(context, `${text} refused: ${refusal.code}`)
      return { events: [{ channel: 'site', event: event(context, 'projects.counted', { projects: [] }) }] }
    },
    failed: async (context, { text }) => {
      await write(context, `${text} failed`)
      return { events: [] }
    },
  })
  const test = await createJobTest([command])
  const { ben } = test.people
  const at = test.services.now() + hour
  const schedule = (text: string, key: string, dueAt = at, personId = ben.id) =>
    command.entry({ text }, { key, dueAt, actor: { id: personId, kind: 'person' } })
  return { ...test, command, schedule, at, ben }
}

describe('a timed command', () => {
  it('runs once it is due, in the name of who gave it, and publishes', async () => {
    const { startNode, enqueue, schedule, committed, announcedChannels, outbox, advance, at, ben } =
      await setUp()
    const node = startNode()
    await enqueue(schedule('a', 'k'))
    advance(hour - 1)
    await node.drain()
    expect(await committed()).toEqual([])
    advance(1)
    await node.drain()
    await node.drain()
    expect(await committed()).toEqual([`a for ${ben.id} at ${at}`])
    expect(announcedChannels().slice(-1)).toEqual(['projects'])
    expect(await outbox()).toEqual([])
  })

  it('is moved and changed by its key', async () => {
    const { startNode, enqueue, schedule, committed, advance, at, ben } = await setUp()
    const node = startNode()
    await enqueue(schedule('a', 'k'))
    await enqueue(schedule('b', 'k', at + hour))
    advance(hour)
    await node.drain()
    expect(await committed()).toEqual([])
    advance(hour)
    await node.drain()
    expect(await committed()).toEqual([`b for ${ben.id} at ${at + hour}`])
  })

  it('is cancelled by its key, and not by another', async () => {
    const { startNode, enqueue, schedule, committed, advance, storage, command } = await setUp()
    const node = startNode()
    await enqueue(schedule('a', 'k'))
    expect(await storage.write((tx) => cancel(tx, command, 'other'))).toBe(false)
    expect(await storage.write((tx) => cancel(tx, command, 'k'))).toBe(true)
    advance(hour)
    await node.drain()
    expect(await committed()).toEqual([])
    expect(await storage.write((tx) => cancel(tx, command, 'k'))).toBe(false)
  })

  it('ends with a refusal, of which nothing but the word remains', async () => {
    const { startNode, enqueue, schedule, committed, announcedChannels, outbox, failedWork, advance } =
      await setUp(() => {
        throw new Refusal('publish_blocked')
      })
    await enqueue(schedule('a', 'k'))
    advance(hour)
    await startNode().drain()
    expect(await committed()).toEqual(['a refused: publish_blocked'])
    expect(announcedChannels().slice(-1)).toEqual(['site'])
    expect(await outbox()).toEqual([])
    expect(await failedWork()).toEqual([])
  })

  it('asks for the rights of its person when it runs, not when it was given', async () => {
    const { startNode, enqueue, schedule, committed, advance, storage, ben, people } = await setUp()
    await enqueue(schedule('a', 'k'), schedule('b', 'l', undefined, people.emil.id))
    await storage.write((tx) =>
      tx.updateTable('people').set({ role: 'viewer' }).where('id', '=', ben.id).execute(),
    )
    await storage.write((tx) => tx.deleteFrom('people').where('id', '=', people.emil.id).execute())
    advance(hour)
    await startNode().drain()
    expect(await committed()).toEqual(['a refused: forbidden', 'b refused: forbidden'])
  })

  it('that fails is tried again, and kept aside after its last attempt', async () => {
    const { startNode, enqueue, schedule, committed, outbox, failedWork, advance, ben } = await setUp(
      (text) => {
        if (text === 'bad') throw new Error('a bug')
      },
    )
    const node = startNode()
    await enqueue(schedule('bad', 'k'), schedule('good', 'l'))
    advance(hour)
    await node.drain()
    expect((await committed()).join()).toMatch(/^good for/)
    for (let attempt = 1; attempt < 3; attempt += 1) {
      expect(await outbox()).toMatchObject([{ attempts: attempt, last_error: 'a bug' }])
      advance(60_000)
      await node.drain()
    }
    expect(await outbox()).toEqual([])
    expect(await failedWork()).toMatchObject([
      { topic: 'write', key: 'k', attempts: 3, error: 'a bug', actor_id: ben.id, actor_kind: 'person' },
    ])
    expect(await committed()).toContain('bad failed')
  })

  it('waits for an instant on the wall, however the clock got there', async () => {
    const { startNode, enqueue, schedule, committed, advance } = await setUp()
    const node = startNode()
    await enqueue(schedule('a', 'k'))
    advance(-24 * hour)
    await node.drain()
    expect(await committed()).toEqual([])
    advance(48 * hour)
    await node.drain()
    expect(await committed()).toHaveLength(1)
  })
})
