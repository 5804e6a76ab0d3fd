/** Mail of the demo is sent to nobody, and looked at by whom it is for. */
import type { MailPreviews, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createMailTest, mention } from '../../../test/mail-test.ts'
import { mailPreviewRoutes } from './routes.ts'

it('shows people the mails that they would have got, and administrators all', async () => {
  const { as, people, ben, say, mail, mails, server } = await createMailTest([mailPreviewRoutes], {
    isPreview: true,
  })
  await say(ben, `${mention(people.cleo)} <script>alert(1)</script>`)
  expect([await mail(), server.received]).toEqual([[], []])
  expect((await mails()).map(({ status }) => status)).toEqual(['sent'])
  const list = (person: typeof people.anna) => call<MailPreviews>(as(person), { url: '/api/v1/me/mails' })
  for (const person of [people.cleo, people.anna]) {
    expect((await list(person)).data).toMatchObject([{ personId: people.cleo.id }])
  }
  expect((await list(people.dora)).data).toEqual([])
  const url = `/api/v1/me/mails/${(await list(people.cleo)).data[0]?.id}`
  const answer = await as(people.cleo).inject({ url })
  expect([
    answer.statusCode,
    answer.headers['content-type'],
    answer.headers['content-security-policy'],
  ]).toEqual([
    200,
    'text/html; charset=utf-8',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  ])
  expect(answer.body).toContain('Ben Berg')
  expect(answer.body).not.toContain('<script')
  expect((await as(people.dora).inject({ url })).statusCode).toBe(404)
})

it('shows nobody what they do not see, nor words that were taken back', async () => {
  const test = await createMailTest([mailPreviewRoutes], { isPreview: true })
  const { advance, as, people, ben, say, mail, send } = test
  const { anna, cleo } = people
  const secret: Project = (await send('POST', '/projects', { name: 'Zebra', visibility: 'private' })).json()
  const members = `/projects/${secret.id}/members`
  await send('POST', members, { id: cleo.id, kind: 'person', role: 'viewer' })
  await send('POST', `/projects/${secret.id}/comments`, { body: `${mention(cleo)} stripes` })
  const first = await say(ben, 'a slip')
  await say(ben, `${mention(cleo)} after it`, { parentId: first.id })
  await mail()
  const list = async (person: typeof anna) =>
    (await call<MailPreviews>(as(person), { url: '/api/v1/me/mails' })).data
  const own = await list(cleo)
  expect(own.map(({ subject }) => subject.split(':')[0]).sort()).toEqual(['Spring', 'Zebra'])
  expect((await list(anna)).map(({ subject }) => subject.split(':')[0])).toEqual(['Spring'])
  const zebra = own.find(({ subject }) => subject.startsWith('Zebra'))
  const url = `/api/v1/me/mails/${zebra?.id}`
  expect((await as(anna).inject({ url })).statusCode).toBe(404)
  expect((await as(cleo).inject({ url })).statusCode).toBe(200)
  await send('DELETE', `${members}/${cleo.id}`)
  expect((await as(cleo).inject({ url })).statusCode).toBe(404)
  expect(await list(cleo)).toHaveLength(1)
  advance(1000)
  await send('DELETE', `/comments/${first.id}`)
  expect([await list(cleo), await list(anna)]).toEqual([[], []])
})
