/** Ending mail by a link of it, as mail programs do (RFC 8058) and as people do. */
import type { Preferences } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createMailTest, mention } from '../../../test/mail-test.ts'

async function setUp() {
  const test = await createMailTest()
  const { app, as, people, say, ben, mail } = test
  const thread = await say(ben, `${mention(people.anna)} one`)
  const [first] = await mail()
  const link = new URL(/<([^>]+)>/.exec(first?.header('list-unsubscribe') ?? '')?.[1] ?? '')
  /** As it arrives behind the proxy that serves the site below its path. */
  const url = `${link.pathname.replace('/copydesk', '')}${link.search}`
  const post = (payload: string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      authority: '127.0.0.1:4600',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  const get = (path = url) => app.inject({ url: path, authority: '127.0.0.1:4600' })
  const settings = async () => (await call<Preferences>(as(people.anna), { url: '/api/v1/preferences' })).mail
  return { ...test, thread, first, link, url, post, get, settings }
}

it('ends the mail of one thread by one post without a session, and of no other', async () => {
  const { first, link, post, settings, thread, say, ben, people, mail } = await setUp()
  expect(first?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(link.href.startsWith('https://desk.example/copydesk/unsubscribe?token=')).toBe(true)
  expect(first?.text).toContain(`No more mail about this: ${link.href}`)
  for (let times = 0; times < 2; times += 1) {
    expect((await post('List-Unsubscribe=One-Click')).statusCode).toBe(200)
    expect((await settings()).mutedThreads).toBe(1)
  }
  await say(ben, `${mention(people.anna)} two`, { parentId: thread.id })
  expect(await mail()).toEqual([])
  await say(ben, `${mention(people.anna)} elsewhere`)
  expect((await mail()).map(({ subject }) => subject)).toEqual(['Spring: “@Anna Admin elsewhere”'])
})

it('takes the other form of a post, and asks a person who opens the link', async () => {
  const { get, post, settings } = await setUp()
  const page = await get()
  expect([page.statusCode, page.headers['content-type'], page.headers['cache-control']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store',
  ])
  expect(page.body).toContain('<form method="post">')
  expect(page.body).toContain('Spring')
  expect((await settings()).mutedThreads).toBe(0)
  const form = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
  const done = await post(form, { 'content-type': 'multipart/form-data; boundary=x' })
  expect([done.statusCode, (await settings()).mutedThreads]).toEqual([200, 1])
  expect((await post('again=thread')).body).toContain('You are mailed again')
  expect((await settings()).mutedThreads).toBe(0)
})

it('knows no link that it did not sign', async () => {
  const { url, get, post, app, link } = await setUp()
  const token = link.searchParams.get('token') ?? ''
  const [said = '', signature = ''] = token.split('.')
  const [personId] = Buffer.from(said, 'base64url').toString().split(' ')
  const digest = Buffer.from(`${personId} digest`).toString('base64url')
  for (const other of [
    '',
    'x',
    said,
    `${said}.`,
    `${digest}.${signature}`,
    `${said}.${signature.slice(2)}`,
  ]) {
    expect((await get(url.replace(token, other))).statusCode, other).toBe(404)
  }
  expect((await get('/unsubscribe')).statusCode).toBe(404)
  expect((await get(`/unsubscribe?token=${token}&token=${token}`)).statusCode).toBe(404)
  const foreign = await post('List-Unsubscribe=One-Click', { origin: 'https://evil.example' })
  expect(foreign.statusCode).toBe(403)
  const json = await app.inject({
    method: 'POST',
    url,
    authority: '127.0.0.1:4600',
    payload: 'x'.repeat(20_000),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(json.statusCode).toBe(413)
})

it('puts no mail together of a thread whose mail was ended, however urgent it is', async () => {
  const { post, thread, say, ben, people, mail, mails, tell, storage } = await setUp()
  expect((await post('List-Unsubscribe=One-Click')).statusCode).toBe(200)
  await say(ben, `${mention(people.anna)} two`, { parentId: thread.id })
  await tell()
  const before = (await mails()).length
  await storage.write((tx) => tx.updateTable('notifications').set({ kind: 'schedule.failed' }).execute())
  expect(await mail()).toEqual([])
  expect(await mails()).toHaveLength(before)
})
