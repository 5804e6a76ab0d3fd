import { channels, type Id } from '@copydesk/contract'
import type { AuthorizeRequest } from '@copydesk/hub'
import { describe, expect, it } from 'vitest'
import { createTestApp, testStart } from '../../test/test-app.ts'
import { createAuthorize } from './authorize.ts'
import { channelRules } from './channel-rules.ts'

async function start() {
  const { storage, people, services } = await createTestApp()
  const project = async (deletedAt: number | null): Promise<Id> => {
    const id = services.newId()
    const by = { created_by_id: people.ben.id, created_by_kind: 'person' as const }
    const at = { created_at: testStart, updated_at: testStart, published_at: null, deleted_at: deletedAt }
    const row = { id, revision: 1, name: 'Spring', description: '', color: 'blue' as const, ...by, ...at }
    await storage.write((tx) => tx.insertInto('projects').values(row).execute())
    return id
  }
  const content = services.newId()
  const updated = { updated_at: testStart, updated_by_id: people.ben.id, updated_by_kind: 'person' as const }
  await storage.write((tx) =>
    tx
      .insertInto('content_items')
      .values({
        id: content,
        revision: 1,
        type: 'page',
        source: null,
        external_id: null,
        created_at: testStart,
        ...updated,
      })
      .execute(),
  )
  const authorize = createAuthorize(storage, () => testStart)
  const ask = async (
    user: Id,
    channel: string,
    action: AuthorizeRequest['action'] = 'subscribe',
    data?: unknown,
  ) => {
    const result = await authorize({ user, channel, action, data })
    return result.ok ? 'ok' : result.reason
  }
  return { ask, people, content, there: await project(null), deleted: await project(testStart), services }
}

describe('authorize', () => {
  it('lets every role follow what every role may read', async () => {
    const { ask, people, content, there } = await start()
    const names = [
      channels.projects,
      channels.project(there),
      channels.here(there),
      channels.contentList,
      channels.content(content),
      channels.people,
      channels.site,
    ]
    for (const name of names) expect([name, await ask(people.dora.id, name)]).toEqual([name, 'ok'])
  })

  it('tells administrators alone of what became of mail and work', async () => {
    const { ask, people } = await start()
    expect(await ask(people.anna.id, channels.delivery)).toBe('ok')
    for (const { id } of [people.ben, people.cleo, people.dora]) {
      expect(await ask(id, channels.delivery)).toBe('unknown_channel')
    }
  })

  it('gives an inbox to its owner alone', async () => {
    const { ask, people } = await start()
    expect(await ask(people.ben.id, channels.person(people.ben.id))).toBe('ok')
    expect(await ask(people.anna.id, channels.person(people.ben.id))).toBe('denied')
  })

  it('knows nothing of what never existed, and lets who was away learn that something was deleted', async () => {
    const { ask, people, deleted, services } = await start()
    for (const name of [channels.project, channels.here]) {
      expect(await ask(people.ben.id, name(deleted))).toBe('ok')
      expect(await ask(people.ben.id, name(services.newId()))).toBe('unknown_channel')
    }
    expect(await ask(people.ben.id, channels.content(services.newId()))).toBe('unknown_channel')
    expect(await ask(people.ben.id, 'chat:lobby')).toBe('unknown_channel')
  })

  it('lets whoever may comment say that they write, and nobody publish anything else', async () => {
    const { ask, people, content, there, deleted, services } = await start()
    const say = (person: keyof typeof people, channel: string) => ask(people[person].id, channel, 'publish')
    expect(await say('ben', channels.here(there))).toBe('ok')
    expect(await say('cleo', channels.here(there))).toBe('ok')
    // A viewer writes nothing, and nobody does where nothing is any more.
    expect(await say('dora', channels.here(there))).toBe('denied')
    expect(await say('ben', channels.here(deleted))).toBe('denied')
    expect(await say('ben', channels.here(services.newId()))).toBe('denied')
    expect(await say('ben', channels.hereVersion(services.newId()))).toBe('denied')
    const others = [channels.project(there), channels.content(content), channels.person(people.ben.id)]
    for (const name of others) expect([name, await say('ben', name)]).toEqual([name, 'denied'])
  })

  it('lets nobody follow who is not a person here', async () => {
    const { ask, services } = await start()
    expect(await ask(services.newId(), channels.projects)).toBe('denied')
    expect(await ask('', channels.projects)).toBe('denied')
  })
})

describe('channelRules', () => {
  it('recovers what is journaled and shows who is here, and knows no other names', () => {
    const id = '0198c0de-0000-7000-8000-000000000001'
    expect(channelRules(channels.project(id))).toMatchObject({ recoverable: true, presence: false })
    expect(channelRules(channels.here(id))).toMatchObject({
      recoverable: false,
      presence: true,
      joinLeave: true,
    })
    expect(channelRules('chat:lobby')).toBeUndefined()
  })
})
