import { Namespaces, namespace } from '@copydesk/hub/namespaces'
import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { StorageJournal } from '../storage/journal.ts'
import { createStorageWriter } from './storage-writer.ts'

const minute = 60_000
const namespaces = new Namespaces({
  namespaces: [
    namespace.parse({ name: 'news', history_size: 3, history_ttl: '10m' }),
    namespace.parse({ name: 'chat', history_size: 2, history_ttl: '10m' }),
    namespace.parse({ name: 'plain' }),
  ],
})

async function start() {
  const { services, announced, advance, storage } = await createTestApp({ withPeople: false })
  announced.length = 0
  const lifetimeOf = (channel: string) => namespaces.optionsOf(channel)?.history_ttl
  const journal = new StorageJournal(storage, services.now, lifetimeOf)
  return { writer: createStorageWriter({ ...services, namespaces }), journal, announced, advance, storage }
}

describe('the writer of developers’ channels', () => {
  it('announces what it kept, and what nobody keeps', async () => {
    const { writer, announced } = await start()
    const positions = await writer.publish([
      { channel: 'plain:a', data: '1' },
      { channel: 'news:a', data: '2' },
      { channel: 'chat:a', data: '3', skipHistory: true },
    ])
    expect(positions).toEqual([null, { epoch: expect.any(String), offset: 1 }, null])
    expect(announced.map(({ channel, publications }) => [channel, publications]).toSorted()).toEqual([
      ['chat:a', [{ offset: 0, data: '3' }]],
      ['news:a', [{ offset: 1, data: '2' }]],
      ['plain:a', [{ offset: 0, data: '1' }]],
    ])
  })

  it('keeps as many as each namespace says, and removes the others', async () => {
    const { writer, journal, storage } = await start()
    for (let n = 1; n <= 5; n += 1) {
      await writer.publish(['news:a', 'news:b', 'chat:a'].map((channel) => ({ channel, data: String(n) })))
    }
    expect([await journal.floor('news:a'), await journal.floor('chat:a')]).toEqual([2, 3])
    expect(await journal.read('news:a', 1, 10)).toBeNull()
    const rows = await storage.read((tx) => tx.selectFrom('publications').select('channel').execute())
    expect(rows).toHaveLength(3 + 3 + 2)
  })

  it('counts no publication that is older than its namespace says', async () => {
    const { writer, journal, advance } = await start()
    await writer.publish([{ channel: 'news:a', data: '1' }])
    advance(6 * minute)
    await writer.publish([{ channel: 'news:a', data: '2' }])
    advance(4 * minute)
    expect(await journal.floor('news:a')).toBe(1)
    expect(await journal.read('news:a', 0, 10)).toBeNull()
    expect((await journal.read('news:a', 1, 10))?.publications).toEqual([{ offset: 2, data: '2' }])
    advance(6 * minute)
    expect(await journal.read('news:a', 2, 10)).toMatchObject({ position: { offset: 2 }, publications: [] })
  })

  it('publishes once under a key, in each channel, for a day', async () => {
    const { writer, announced, advance } = await start()
    const publish = (...channels: string[]) =>
      writer.publish(channels.map((channel) => ({ channel, data: '1', idempotencyKey: 'k' })))
    const [first] = await publish('news:a')
    expect(await publish('news:a', 'news:b', 'plain:a')).toEqual([first, { ...first, offset: 1 }, null])
    expect(await publish('plain:a')).toEqual([null])
    expect(announced.map(({ channel }) => channel).toSorted()).toEqual(['news:a', 'news:b', 'plain:a'])
    advance(24 * 60 * minute)
    expect(await publish('news:a')).toEqual([{ ...first, offset: 2 }])
  })

  it('keeps who published', async () => {
    const { writer, journal } = await start()
    const info = { user: 'ann', client: 'c1' }
    await writer.publish([{ channel: 'news:a', data: '1', info }])
    expect((await journal.read('news:a', 0, 1))?.publications).toEqual([{ offset: 1, data: '1', info }])
  })

  it('writes into no other channel', async () => {
    const { writer } = await start()
    for (const channel of ['projects', 'project:x', 'other:a']) {
      await expect(writer.publish([{ channel, data: '1' }]), channel).rejects.toThrow(
        'no channel of a developer',
      )
    }
  })
})
