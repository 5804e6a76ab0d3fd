/** Mail from what happened to what a mail server gets, as a parser reads it. */
import type { Comment, Notification, Page, Project, Version } from '@copydesk/contract'
import { expect, it, onTestFinished, vi } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createMailTest, mention, minute } from '../../../test/mail-test.ts'
import type { Caller } from '../../../test/test-app.ts'
import { worksWith } from '../../cli/works.ts'
import { systemActor } from '../../command/system-actor.ts'
import { retryFailedWork } from '../../jobs/failed-work.ts'
import { Jobs } from '../../jobs/jobs.ts'
import { readViewer } from '../../people/read-viewer.ts'

it('tells by one mail per thread of what waits unread', async () => {
  const { as, people, ben, say, mail, mails, project } = await createMailTest()
  const { anna, cleo } = people
  const first = await say(as(anna), 'Shall we **launch** in May?')
  await say(ben, `${mention(anna)} yes, [in May](https://example.com).\n\nAnd not before.`, {
    parentId: first.id,
  })
  await say(as(cleo), 'I agree', { parentId: first.id })
  const received = await mail()
  const toAnna = received.filter(({ to }) => to?.[0]?.address === 'anna@test.example')
  expect(toAnna.map(({ subject }) => subject)).toEqual(['Spring: “Shall we launch in May?”'])
  const [one] = toAnna
  expect(one?.from).toMatchObject({ name: 'Copydesk', address: 'desk@desk.example' })
  expect(one?.text).toContain('Anna Admin wrote:\n> Shall we launch in May?')
  expect(one?.text).toContain('Ben Berg mentioned you in Spring')
  expect(one?.text).toContain('@Anna Admin yes, in May.\n\nAnd not before.')
  expect(one?.text).toContain('Cleo Costa replied to you in Spring')
  expect(one?.text).toContain(
    `Open the thread: https://desk.example/copydesk/projects/${project.id}?comment=`,
  )
  expect(one?.header('auto-submitted')).toBe('auto-generated')
  expect((await mails()).map(({ status }) => status)).toEqual(received.map(() => 'sent'))
  expect(await mail()).toEqual([])
})

it('waits some minutes, and is cancelled by reading first', async () => {
  const { as, people, ben, say, tell, advance, server, mail, mails } = await createMailTest()
  const caller = as(people.anna)
  await say(ben, `${mention(people.anna)} look`)
  await tell()
  advance(4 * minute)
  await tell()
  expect(server.received).toEqual([])
  const { data } = await call<Page<Notification>>(caller, { method: 'GET', url: '/api/v1/notifications' })
  const url = `/api/v1/notifications/${data[0]?.id}`
  await call(caller, { method: 'PATCH', url, payload: { read: true } })
  expect(await mail()).toEqual([])
  expect(await mails()).toEqual([])
})

it('is not sent of what was read, deleted or taken out of sight while the mail server was down', async () => {
  const { as, people, ben, say, mail, mails, server, send } = await createMailTest()
  const { anna, cleo, dora, emil } = people
  const closed: Project = (await send('POST', '/projects', { name: 'Secret', visibility: 'private' })).json()
  const members = `/projects/${closed.id}/members`
  await send('POST', members, { id: dora.id, kind: 'person', role: 'viewer' })
  server.answers.message = [451, 'Try again later']
  await say(ben, `${mention(anna)} read this`)
  const gone = await say(ben, `${mention(cleo)} a slip of the tongue`)
  await send('POST', `/projects/${closed.id}/comments`, { body: `${mention(dora)} for members alone` })
  const kept = await say(ben, `${mention(emil)} and an edit: tommorow`)
  expect(await mail()).toEqual([])
  const waiting = await mails()
  expect(waiting.map(({ status, note }) => [status, note?.includes('451')])).toEqual(
    Array.from({ length: 4 }, () => ['waiting', true]),
  )
  await call(as(anna), { method: 'POST', url: '/api/v1/notifications/read-all', payload: {} })
  expect((await send('DELETE', `/comments/${gone.id}`)).statusCode).toBe(204)
  const edited = await send(
    'PATCH',
    `/comments/${kept.id}`,
    { body: `${mention(emil)} and an edit: tomorrow` },
    { 'if-match': '"1"' },
  )
  expect([edited.statusCode, edited.json().code]).toEqual([200, undefined])
  expect((await send('DELETE', `${members}/${dora.id}`)).statusCode).toBe(204)
  server.answers = {}
  const received = await mail()
  expect(received.map(({ to }) => to?.[0]?.address)).toEqual(['emil@test.example'])
  expect(received[0]?.text).toContain('tomorrow')
  expect((await mails()).map(({ status }) => status).sort()).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
    'sent',
  ])
})

it('tells of a comment that was deleted when its mail was due once it is back', async () => {
  const { people, ben, say, tell, mail, mails, send } = await createMailTest()
  const slip = await say(ben, `${mention(people.cleo)} a slip`)
  await say(ben, `${mention(people.cleo)} the answer`, { parentId: slip.id })
  const gone = await say(ben, `${mention(people.anna)} gone`)
  await tell()
  for (const { id } of [slip, gone]) await send('DELETE', `/comments/${id}`)
  const told = async () =>
    (await mail()).map(({ text }) =>
      ['a slip', 'the answer', 'gone'].filter((words) => text?.includes(words)),
    )
  expect(await told()).toEqual([['the answer']])
  expect((await send('POST', `/comments/${slip.id}/restore`)).statusCode).toBe(200)
  expect(await told()).toEqual([['a slip']])
  expect((await mails()).map(({ status }) => status).sort()).toEqual(['cancelled', 'sent', 'sent'])
})

it('stops at what the server refuses for good, and goes on after what it cannot do now', async () => {
  const { people, ben, say, mail, mails, server, advance, storage } = await createMailTest()
  server.answers.message = [554, 'Looks like spam']
  await say(ben, `${mention(people.anna)} look`)
  expect(await mail()).toEqual([])
  expect(await mails()).toMatchObject([{ status: 'refused', note: expect.stringContaining('like spam') }])
  const failed = await storage.read((tx) => tx.selectFrom('failed_work').selectAll().execute())
  expect(failed.map(({ topic }) => topic)).toEqual(['send-mail'])
  server.answers = { recipient: [450, 'Greylisted'] }
  await say(ben, `${mention(people.anna)} again`)
  expect(await mail()).toEqual([])
  expect((await mails()).at(-1)).toMatchObject({ status: 'waiting', begun_at: null })
  server.answers = {}
  advance(minute)
  expect((await mail()).map(({ recipients }) => recipients)).toEqual([['anna@test.example']])
})

it('says the passage of a text that a comment is about before it', async () => {
  const { people, ben, as, mail, desk, send } = await createMailTest()
  const { content, version } = await desk.content({ title: 'Prices' })
  const path = `/content/${content.id}/versions/${version.id}`
  const body = 'An apple is **ten euros**, no more.'
  const edited = (await send('PATCH', path, { body }, { 'if-match': '*' })).json<Version>()
  const passage = { exact: '**ten euros**', versionId: version.id, textRevision: edited.textRevision }
  const url = `/api/v1/content/${content.id}/comments`
  const write = (caller: Caller, more: object) =>
    call<Comment>(caller, { method: 'POST', url, payload: { language: 'en', ...more } })
  const { id: parentId } = await write(as(people.cleo), { body: `${mention(people.anna)} is it?`, passage })
  expect((await mail()).map(({ text }) => text)).toContainEqual(
    expect.stringContaining('“ten euros”\n@Anna Admin is it?'),
  )
  await write(ben, { body: `${mention(people.anna)} it is.`, parentId })
  expect((await mail()).at(-1)?.text).toContain('Cleo Costa wrote:\n> “ten euros”\n> @Anna Admin is it?')
})

it('tells what somebody quotes, and the items of lists, apart from what they say themselves', async () => {
  const { people, ben, say, mail } = await createMailTest()
  const body = [
    `${mention(people.anna)} no:`,
    '> It is **free**.\n>\n> - really',
    '3. ask\n4. wait\n   - [x] `long`',
    'Yes.',
  ].join('\n\n')
  await say(ben, body)
  const lines = [
    '@Anna Admin no:',
    '',
    '> It is free.',
    '>',
    '> - really',
    '',
    '3. ask',
    '4. wait',
    '',
    '- [x] long',
    '',
    'Yes.',
  ]
  expect((await mail())[0]?.text).toContain(lines.join('\n'))
})

it('tells nothing of what its person archived, until somebody goes on with it', async () => {
  const { people, ben, say, tell, advance, mail, mails, storage, server } = await createMailTest()
  const thread = await say(ben, `${mention(people.anna)} look`)
  await tell()
  await storage.write((tx) => tx.updateTable('inbox_entries').set({ archived_at: 1 }).execute())
  advance(6 * minute)
  await tell()
  expect([server.received, await mails()]).toEqual([[], []])
  await say(ben, `${mention(people.anna)} look again`, { parentId: thread.id })
  expect((await mail()).map(({ subject }) => subject)).toEqual(['Spring: “@Anna Admin look”'])
})

it('sends no mail again that a server left begun, until an operator does', async () => {
  const { people, ben, say, mail, mails, server, storage, services, runFailingJobs } = await createMailTest()
  server.answers.message = [451, 'Try again later']
  await say(ben, `${mention(people.anna)} look`)
  await mail()
  server.answers = {}
  await storage.write((tx) => tx.updateTable('mails').set({ status: 'begun' }).execute())
  expect(await mail()).toEqual([])
  expect((await mails()).map(({ status }) => status)).toEqual(['uncertain'])
  const [failed] = await storage.read((tx) => tx.selectFrom('failed_work').select('id').execute())
  await services.runner.run({ actor: systemActor }, retryFailedWork(failed?.id ?? ''))
  await runFailingJobs()
  expect(await mails()).toMatchObject([{ status: 'sent', note: expect.stringContaining('may have arrived') }])
})

it('is not sent by a server that stood still for so long that another one sent it', async () => {
  const { people, ben, say, mail, mails, server, storage, services } = await createMailTest()
  const { runner, now } = services
  let elapsed = 0
  const works = worksWith({ mailer: server.mailer, storage, now })
  const log = { error: () => {} }
  const other = new Jobs({ storage, runner, now, elapsed: () => elapsed, works, readViewer, log })
  server.onRecipient = async () => {
    server.onRecipient = () => {}
    await other.drain()
    elapsed += 2 * minute
    await other.drain()
  }
  await say(ben, `${mention(people.anna)} look`)
  expect(await mail()).toHaveLength(1)
  expect((await mails()).map(({ status }) => status)).toEqual(['sent'])
})

it('is not sent again where its lease ended after it was handed over, as when its server stood still', async () => {
  const { people, ben, say, tell, mail, mails, server } = await createMailTest()
  await say(ben, `${mention(people.anna)} look`)
  await tell()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  onTestFinished(() => void vi.useRealTimers())
  server.onMessage = () => void vi.advanceTimersByTime(2 * minute)
  expect(await mail()).toHaveLength(1)
  expect((await mails()).map(({ status }) => status)).toEqual(['begun'])
  expect(await mail()).toEqual([])
  expect((await mails()).map(({ status }) => status)).toEqual(['uncertain'])
})
