import { channels, type Position } from '@copydesk/contract'
import type { ConnectRequest } from '@copydesk/hub'
import { describe, expect, it } from 'vitest'
import { createTestApp, testAuthority } from '../../test/test-app.ts'
import type { Routes } from '../http/app.ts'
import { LiveSwitch } from '../live-switch/live-switch.ts'
import { projectRoutes } from '../projects/project/routes.ts'
import type { Settings } from '../settings/settings.ts'
import { appendTexts, StorageJournal } from '../storage/journal.ts'
import { createAuthenticate } from './authenticate.ts'
import { createAuthorize } from './authorize.ts'
import { createChangesRoutes } from './changes.ts'
import { channelRules } from './channel-rules.ts'

async function start(settings: Partial<Settings> = { transports: ['poll'] }) {
  const changesRoutes: Routes = (api, services) => {
    const journal = new StorageJournal(services.storage, services.now)
    // Sessions and tokens are there once the application is.
    const authenticate = (request: ConnectRequest) => createAuthenticate(started)(request)
    const live = new LiveSwitch(services)
    createChangesRoutes({
      live,
      journal,
      authenticate,
      authorize: createAuthorize(services.storage, services.now),
      rulesFor: channelRules,
    })(api, services)
  }
  const started = await createTestApp({ routes: [projectRoutes, changesRoutes], settings })
  const { app, as, people, storage, tokens, sessions } = started
  const ben = as(people.ben)
  const rename = async (id: string, name: string) => {
    const url = `/api/v1/projects/${id}`
    const { etag } = (await ben.inject({ url })).headers
    await ben.inject({ method: 'PATCH', url, headers: { 'if-match': `${etag}` }, payload: { name } })
  }
  const created = await ben.inject({ method: 'POST', url: '/api/v1/projects', payload: { name: 'Spring' } })
  const { id } = created.json<{ id: string }>()
  const ask = (query: Record<string, string | number>) =>
    ben.inject({ url: '/api/v1/changes', query: stringified(query) })
  const snapshot = await ben.inject({ url: `/api/v1/projects/${id}` })
  const { position } = snapshot.json<{ position: Position }>()
  return { app, people, tokens, sessions, storage, id, rename, ask, position }
}

const stringified = (query: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))

describe('GET /changes', () => {
  it('gives what happened after the position of a snapshot, and nothing when nothing did', async () => {
    const { ask, rename, id, position } = await start()
    const nothing = await ask({ ...position })
    expect([nothing.statusCode, nothing.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(nothing.json()).toEqual({ recovered: true, publications: [], position })
    await rename(id, 'Summer')
    await rename(id, 'Autumn')
    const offset = position.offset + 2
    expect((await ask({ ...position })).json()).toEqual({
      recovered: true,
      publications: [
        { offset: offset - 1, data: expect.objectContaining({ type: 'project.changed' }) },
        { offset, data: expect.objectContaining({ type: 'project.changed' }) },
      ],
      position: { ...position, offset },
    })
    expect((await ask({ channel: position.channel, offset: offset - 1 })).json()).toMatchObject({
      recovered: true,
      publications: [{ offset }],
    })
  })

  it('is not recovered from another epoch, from above the head, or after more than 300', async () => {
    const { ask, position, storage, rename, id } = await start()
    const lost = { recovered: false, position }
    expect((await ask({ ...position, epoch: 'other' })).json()).toEqual(lost)
    expect((await ask({ ...position, offset: position.offset + 1 })).json()).toEqual(lost)
    await rename(id, 'Summer')
    const head = position.offset + 301
    await storage.write(async (tx) => {
      const rows = Array.from({ length: 300 }, (_, index) => ({
        channel: position.channel,
        offset: position.offset + index + 2,
        data: '{}',
        at: 0,
      }))
      await tx.insertInto('publications').values(rows).execute()
      await tx.updateTable('channels').set({ head }).where('name', '=', position.channel).execute()
    })
    expect((await ask({ ...position })).json()).toEqual({
      recovered: false,
      position: { ...position, offset: head },
    })
    const { publications } = (await ask({ ...position, offset: position.offset + 1 })).json<{
      publications: unknown[]
    }>()
    expect(publications).toHaveLength(300)
  })

  it('is not recovered beyond 128 kB, and reads no more than that', async () => {
    const { ask, position, storage } = await start()
    const { channel } = position
    const append = (text: string) =>
      storage.write((tx) => appendTexts(tx, [{ channel, data: JSON.stringify(text) }], 0))
    for (let count = 0; count < 4; count += 1) await append('ü'.repeat(15_000))
    const fits = await ask({ ...position })
    expect(fits.json()).toMatchObject({ recovered: true })
    expect(Buffer.byteLength(fits.body)).toBeLessThanOrEqual(128_000)
    await append('x'.repeat(10_000))
    const lost = { recovered: false, position: { ...position, offset: position.offset + 5 } }
    expect((await ask({ ...position })).json()).toEqual(lost)
    expect((await ask({ ...position, offset: position.offset + 1 })).json()).toMatchObject({
      recovered: true,
    })
    await append('x'.repeat(3_000_000))
    const offset = position.offset + 6
    expect((await ask({ ...position, offset: offset - 1 })).json()).toEqual({
      recovered: false,
      position: { ...position, offset },
    })
    expect((await ask({ ...position, offset })).json()).toMatchObject({ recovered: true, publications: [] })
  })

  it('asks the policies of subscribe, and knows only channels whose changes are kept', async () => {
    const { ask, app, id, people } = await start()
    const code = async (query: Record<string, string>) => {
      const answer = await ask({ offset: 0, ...query })
      return [answer.statusCode, answer.json<{ code: string }>().code]
    }
    expect(await code({ channel: channels.person(people.anna.id) })).toEqual([403, 'forbidden'])
    expect(await code({ channel: channels.project(people.anna.id) })).toEqual([404, 'not_found'])
    expect(await code({ channel: 'chat:lobby' })).toEqual([404, 'not_found'])
    expect(await code({ channel: channels.here(id) })).toEqual([404, 'not_found'])
    expect(await code({ channel: channels.projects, offset: '-1' })).toEqual([400, 'invalid_request'])
    expect(await code({})).toEqual([400, 'invalid_request'])
    const stranger = await app.inject({ url: '/api/v1/changes' })
    expect(stranger.statusCode).toBe(401)
  })

  it('knows people by a connection token too, as long as their session lasts', async () => {
    const { app, people, sessions, tokens } = await start()
    const { sessionId } = await sessions.start(people.emil.id)
    const { token } = await tokens.issue({ id: people.emil.id, sessionId })
    const ask = async (bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}` }
      const url = '/api/v1/changes?channel=projects&offset=0'
      return (await app.inject({ authority: testAuthority, url, headers })).statusCode
    }
    expect([await ask(token), await ask('other')]).toEqual([200, 401])
    await sessions.end({ sessionId, id: people.emil.id })
    expect(await ask(token)).toBe(401)
  })

  it('says which setting switched it off', async () => {
    const sources = { COPYDESK_TRANSPORTS: 'environment' } as const
    const { ask } = await start({ transports: ['websocket'], sources })
    const answer = await ask({ channel: channels.projects, offset: 0 })
    expect([answer.statusCode, answer.json()]).toMatchObject([
      409,
      {
        code: 'transport_off',
        detail: 'Polling is off: COPYDESK_TRANSPORTS (environment) does not list poll.',
      },
    ])
  })
})
