import type { Group, Groups, Person, Snapshot } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../../test/test-app.ts'
import { groupRoutes } from './routes.ts'

/** Asks as Anna, the one administrator, unless it is said who asks. */
async function start() {
  const test = await createTestApp({ routes: [groupRoutes] })
  const { anna } = test.people
  const ask = (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, more: object = {}) =>
    test
      .as(anna)
      .inject({ method, url: `/api/v1${path}`, ...(payload === undefined ? {} : { payload }), ...more })
  const make = async (name: string, ...members: Person[]) => {
    const answer = await ask('POST', '/groups', { name, memberIds: members.map(({ id }) => id) })
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)])
    return answer.json<Group>()
  }
  const list = async (by = anna) =>
    (await test.as(by).inject({ url: '/api/v1/groups' })).json<Snapshot<Groups>>()
  return { ...test, ask, make, list }
}

const sorted = (...people: Person[]) => people.map(({ id }) => id).sort()

describe('groups', () => {
  it('are made, renamed and deleted, and seen by everybody', async () => {
    const { make, ask, list, people, announced } = await start()
    const { anna, ben, dora } = people
    const before = (await list()).position.offset
    const legal = await make('Legal', ben, anna, ben)
    expect(legal).toMatchObject({ revision: 1, memberIds: sorted(anna, ben) })
    const renamed = await ask('PATCH', `/groups/${legal.id}`, { name: 'Legal & Privacy' })
    expect(renamed.json()).toMatchObject({ revision: 2, name: 'Legal & Privacy' })
    expect(renamed.headers.etag).toBe('"2"')
    const press = await make('Press')
    expect((await list(dora)).data).toEqual([renamed.json(), press])
    expect((await ask('DELETE', `/groups/${legal.id}`)).statusCode).toBe(204)
    const after = await list(dora)
    expect(after.data).toEqual([press])
    expect(after.position).toMatchObject({ channel: 'people', offset: before + 4 })
    expect(announced.length).toBeGreaterThan(0)
  })

  it('take people in and out, whoever was in or out before', async () => {
    const { make, ask, people } = await start()
    const { anna, ben, cleo } = people
    const { id } = await make('Legal', anna)
    const change = async (payload: object) => (await ask('PATCH', `/groups/${id}`, payload)).json<Group>()
    expect(await change({ addIds: sorted(anna, ben, cleo) })).toMatchObject({
      revision: 2,
      memberIds: sorted(anna, ben, cleo),
    })
    expect(await change({ removeIds: [ben.id], addIds: [ben.id] })).toMatchObject({
      revision: 3,
      memberIds: sorted(anna, cleo),
    })
    expect(await change({ removeIds: [ben.id], addIds: [cleo.id] })).toMatchObject({ revision: 3 })
  })

  it('are left for good by who is removed, and kept by who is kept out', async () => {
    const { make, ask, list, people } = await start()
    const { anna, ben, cleo } = people
    const [legal, press] = [await make('Legal', anna, ben), await make('Press', cleo)]
    await ask('PATCH', `/people/${ben.id}`, { state: 'deactivated' })
    expect((await list()).data[0]).toEqual(legal)
    await ask('DELETE', `/people/${ben.id}`)
    expect((await list()).data).toEqual([{ ...legal, revision: 2, memberIds: [anna.id] }, press])
    const back = await ask('PATCH', `/groups/${legal.id}`, { addIds: [ben.id] })
    expect([back.statusCode, back.json()]).toMatchObject([400, { errors: [{ path: '/addIds' }] }])
  })

  it('have a name each, however it is written', async () => {
    const { make, ask } = await start()
    await make('Legal')
    const press = await make('Press')
    for (const name of ['Legal', '  legal ', 'LEGAL', 'Ｌegal']) {
      const answer = await ask('POST', '/groups', { name })
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ path: '/name' }] }])
      expect((await ask('PATCH', `/groups/${press.id}`, { name })).statusCode).toBe(400)
    }
    expect((await ask('PATCH', `/groups/${press.id}`, { name: 'PRESS' })).statusCode).toBe(200)
    expect((await ask('POST', '/groups', { name: ' ' })).statusCode).toBe(400)
  })

  it('honour If-Match, and a command that is sent again', async () => {
    const { make, ask, people } = await start()
    const { id } = await make('Legal')
    const add = { addIds: [people.ben.id] }
    const once = { headers: { 'idempotency-key': 'once', 'if-match': '"1"' } }
    expect((await ask('PATCH', `/groups/${id}`, add, once)).json()).toMatchObject({ revision: 2 })
    expect((await ask('PATCH', `/groups/${id}`, add, once)).json()).toMatchObject({ revision: 2 })
    const late = { headers: { 'if-match': '"1"' } }
    expect((await ask('PATCH', `/groups/${id}`, { name: 'X' }, late)).statusCode).toBe(412)
    expect((await ask('DELETE', `/groups/${id}`, undefined, late)).statusCode).toBe(412)
  })

  it('are at most so many', async () => {
    const { storage, ask } = await start()
    const rows = Array.from({ length: 200 }, (_, number) => ({
      id: `id ${number}`,
      revision: 1,
      name: `Group ${number}`,
      created_at: number,
    }))
    await storage.write((tx) => tx.insertInto('groups').values(rows).execute())
    const more = await ask('POST', '/groups', { name: 'One more' })
    expect([more.statusCode, more.json()]).toMatchObject([409, { code: 'too_many_groups' }])
  })

  it('are changed by whoever is administrator at this moment', async () => {
    const { make, ask, people, ...test } = await start()
    const { id } = await make('Legal')
    await ask('PATCH', `/people/${people.ben.id}`, { role: 'admin' })
    await test.sessions.check()
    const asBen = () =>
      test
        .as(people.ben)
        .inject({ method: 'PATCH', url: `/api/v1/groups/${id}`, payload: { addIds: [people.ben.id] } })
    expect((await asBen()).statusCode).toBe(200)
    // Ben's session is known here with the old role until the next look at the database.
    await ask('PATCH', `/people/${people.ben.id}`, { role: 'viewer' })
    expect((await asBen()).statusCode).toBe(403)
  })
})
