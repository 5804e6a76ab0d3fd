import { type Notification, notificationTypes, type Preferences, type Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { findRoutes } from '../../../test/found-routes.ts'

async function setUp() {
  const test = await findRoutes()
  const { anna, ben } = test.people
  const project = await call<Project>(test.as(anna), {
    method: 'POST',
    url: '/api/v1/projects',
    payload: { name: 'Spring' },
  })
  const set = (type: string, payload: object, headers: Record<string, string> = {}) =>
    test.as(anna).inject({ method: 'PATCH', url: `/api/v1/preferences/${type}`, payload, headers })
  const list = async () =>
    (await call<Preferences>(test.as(anna), { method: 'GET', url: '/api/v1/preferences' })).data
  const told = async (body: string) => {
    const url = `/api/v1/projects/${project.id}/comments`
    await call(test.as(ben), { method: 'POST', url, payload: { body } })
    await test.runJobs()
    const inbox = { method: 'GET', url: '/api/v1/notifications' } as const
    const { data } = await call<{ data: Notification[] }>(test.as(anna), inbox)
    return data.map(({ excerpt }) => excerpt)
  }
  return { ...test, set, list, told }
}

const off = { channels: { inbox: false } }
const isOff = { channels: { inbox: false, email: true } }

it('are all on until they are changed, and told to every window of the person', async () => {
  const { set, list, announced, people } = await setUp()
  expect((await list()).map(({ id, channels }) => [id, channels.inbox])).toEqual(
    notificationTypes.map((type) => [type, true]),
  )
  const answer = await set('releases', off)
  expect([answer.statusCode, answer.json(), answer.headers.etag]).toEqual([
    200,
    { id: 'releases', revision: 2, ...isOff },
    '"2"',
  ])
  expect(announced.at(-1)?.channel).toBe(`person:#${people.anna.id}`)
  const count = announced.length
  await set('releases', off)
  await set('releases', { channels: {} })
  expect(announced).toHaveLength(count)
  expect((await list()).filter(({ channels }) => !channels.inbox)).toEqual([answer.json()])
})

it('refuse what is no type, no channel, and what was changed since', async () => {
  const { set } = await setUp()
  expect(refusal(await set('gossip', off))).toEqual([404, 'not_found'])
  expect((await set('releases', { channels: { pigeon: false } })).statusCode).toBe(400)
  expect((await set('releases', { inbox: false })).statusCode).toBe(400)
  expect((await set('releases', off, { 'if-match': '"1"' })).statusCode).toBe(200)
  expect(refusal(await set('releases', off, { 'if-match': '"1"' }))).toEqual([412, 'revision_mismatch'])
})

it('keep what is written from then on out of the inbox, another type not', async () => {
  const { set, told, people } = await setUp()
  const mention = `@[Anna](person:${people.anna.id})`
  expect(await told('One')).toEqual(['One'])
  await set('comments', off)
  expect(await told('Two')).toEqual(['One'])
  expect(await told(`${mention} Three`)).toEqual(['@Anna Three', 'One'])
  await set('mentions', off)
  expect(await told(`${mention} Four`)).toEqual(['@Anna Three', 'One'])
  await set('comments', { channels: { inbox: true } })
  // The strongest of the reasons that are wanted.
  expect(await told(`${mention} Five`)).toEqual(['@Anna Five', '@Anna Three', 'One'])
})
