/** What people say of when and of what they are mailed. */
import type { MailSettings, Preferences, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { mailSecret } from '../../../test/mail-server.ts'
import { createMailTest, mention, minute } from '../../../test/mail-test.ts'
import { UnsubscribeLinks } from '../../mail/unsubscribe-links.ts'

const hour = 60 * minute

async function setUp() {
  const test = await createMailTest()
  const { as, people, ben, say, send } = test
  const anna = as(people.anna)
  const set = (change: object, headers: Record<string, string> = {}) =>
    anna.inject({ method: 'PATCH', url: '/api/v1/preferences/mail', payload: change, headers })
  const preferences = () => call<Preferences>(anna, { url: '/api/v1/preferences' })
  const setType = (type: string, channels: object) =>
    call(anna, { method: 'PATCH', url: `/api/v1/preferences/${type}`, payload: { channels } })
  /** Anna watches it all. */
  const watch = () =>
    call(anna, { method: 'PATCH', url: '/api/v1/subscriptions/site', payload: { level: 'watching' } })
  const name = mention(people.anna)
  return { ...test, anna, set, preferences, setType, watch, name, ben, say, send }
}

const daily = { every: 'daily', hour: 8, weekday: 1 } as const

it('are as by default until they are changed, and told to every window of the person', async () => {
  const { set, preferences, announced, people } = await setUp()
  expect(await preferences()).toMatchObject({
    mailing: 'off',
    mail: { revision: 1, waitMinutes: 5, digest: daily },
  })
  const answer = await set({ waitMinutes: 30, quietHours: { from: 20, to: 7 }, workingDays: [3, 1, 3] })
  expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"2"'])
  expect(answer.json<MailSettings>()).toEqual({
    revision: 2,
    waitMinutes: 30,
    digest: daily,
    workingDays: [1, 3],
    quietHours: { from: 20, to: 7 },
    mutedThreads: 0,
    refusedAddress: null,
  })
  expect(announced.at(-1)?.channel).toBe(`person:#${people.anna.id}`)
  expect((await preferences()).mail).toEqual(answer.json())
  const { length } = announced
  expect((await set({ waitMinutes: 30 })).headers.etag).toBe('"2"')
  expect(announced).toHaveLength(length)
  expect(refusal(await set({ waitMinutes: 9 }, { 'if-match': '"1"' }))).toEqual([412, 'revision_mismatch'])
})

it.each([
  { waitMinutes: 0 },
  { waitMinutes: 1.5 },
  { digest: { every: 'hourly', hour: 8, weekday: 1 } },
  { digest: { every: 'daily', hour: 24, weekday: 1 } },
  { digest: { every: 'weekly', hour: 8, weekday: 0 } },
  { workingDays: [] },
  { quietHours: { from: 1 } },
  { mutedThreads: 3 },
  { zone: 'Europe/Berlin' },
])('refuse %j', async (change) => {
  const { set } = await setUp()
  expect((await set(change)).statusCode).toBe(400)
})

it('hold mail back for the wait, through quiet hours, and not by types that are off', async () => {
  const { set, setType, say, ben, name, advance, tell, server, mail } = await setUp()
  await set({ waitMinutes: 60 })
  await say(ben, `${name} one`)
  expect(await mail()).toEqual([])
  advance(hour)
  await tell()
  expect(server.received).toHaveLength(1)
  await setType('mentions', { email: false })
  await say(ben, `${name} two`)
  await tell()
  advance(2 * hour)
  await tell()
  expect(server.received).toHaveLength(1)
  await setType('mentions', { email: true })
  // It is past noon on a Monday.
  await set({ waitMinutes: 5, quietHours: { from: 12, to: 18 } })
  await say(ben, `${name} three`)
  expect(await mail()).toEqual([])
  advance(8 * hour)
  await tell()
  expect(server.received.at(-1)?.text).toContain('three')
  expect(server.received).toHaveLength(2)
})

it('change what waits already', async () => {
  const { set, say, ben, name, tell, advance, server } = await setUp()
  await set({ waitMinutes: 600 })
  await say(ben, `${name} one`)
  await tell()
  advance(2 * minute)
  await tell()
  expect(server.received).toEqual([])
  await set({ waitMinutes: 1 })
  await tell()
  expect(server.received).toHaveLength(1)
})

it('send the rest in one digest a day at most, of what is unread by then', async () => {
  const { watch, send, ben, advance, tell, server, anna, mails } = await setUp()
  await watch()
  const { id }: Project = (await send('POST', '/projects', { name: 'Autumn' })).json()
  await call(ben, { method: 'POST', url: `/api/v1/projects/${id}/comments`, payload: { body: 'First' } })
  await call(ben, { method: 'POST', url: `/api/v1/projects/${id}/comments`, payload: { body: 'Second' } })
  await tell()
  advance(22 * hour)
  await tell()
  expect(server.received).toEqual([])
  // Eight o'clock on Tuesday.
  advance(hour)
  await tell()
  expect(server.received.map(({ subject }) => subject)).toEqual(['2 things are unread on your desk'])
  expect(server.received[0]?.text).toContain('Ben Berg commented on Autumn')
  expect(server.received[0]?.text).toContain('Open your inbox: https://desk.example/copydesk/inbox')
  expect(server.received[0]?.header('in-reply-to')).toBeUndefined()
  await call(ben, { method: 'POST', url: `/api/v1/projects/${id}/comments`, payload: { body: 'Third' } })
  await tell()
  advance(23 * hour)
  await tell()
  expect(server.received).toHaveLength(1)
  await call(anna, { method: 'POST', url: '/api/v1/notifications/read-all', payload: {} })
  advance(2 * hour)
  await tell()
  expect(server.received).toHaveLength(1)
  expect((await mails()).map(({ kind, status }) => [kind, status])).toEqual([['digest', 'sent']])
})

it('end the digest by its link', async () => {
  const { watch, ben, say, advance, tell, server, app, preferences } = await setUp()
  await watch()
  await say(ben, 'First')
  await tell()
  advance(24 * hour)
  await tell()
  const [digest] = server.received
  const link = new URL(/<([^>]+)>/.exec(digest?.header('list-unsubscribe') ?? '')?.[1] ?? '')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = `/unsubscribe${link.search}`
  await app.inject({
    method: 'POST',
    url,
    authority: '127.0.0.1:4600',
    payload: 'List-Unsubscribe=One-Click',
    headers,
  })
  expect((await preferences()).mail.digest).toEqual({ ...daily, every: 'off' })
  await say(ben, 'Second')
  await tell()
  advance(48 * hour)
  await tell()
  expect(server.received).toHaveLength(1)
})

it('take the digest up again as often as it came before', async () => {
  const { set, people, app, preferences } = await setUp()
  const weekly = { every: 'weekly', hour: 9, weekday: 5 } as const
  await set({ digest: weekly })
  const link = new UnsubscribeLinks(mailSecret).linkOf('', { personId: people.anna.id, what: 'digest' })
  const post = (payload: string) =>
    app.inject({
      method: 'POST',
      url: link,
      authority: '127.0.0.1:4600',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const digest = async () => (await preferences()).mail.digest
  // The button of a page that is older than the choice changes nothing of it.
  await post('again=daily')
  expect(await digest()).toEqual(weekly)
  const page = (await post('List-Unsubscribe=One-Click')).body
  expect(await digest()).toEqual({ ...weekly, every: 'off' })
  const [, name, value] = /<button name="(\w+)" value="(\w+)"/.exec(page) ?? []
  await post(`${name}=${value}`)
  expect(await digest()).toEqual(weekly)
})
