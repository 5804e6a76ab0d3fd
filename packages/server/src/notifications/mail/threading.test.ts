/** Mails of one thread are one conversation, those of two are two: by the algorithm that mail programs go by. */
import { expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createMailTest, mention } from '../../../test/mail-test.ts'
import { type ThreadedMail, threadsOf } from '../../../test/mail-threads.ts'

/** A mail by short ids: `a < b c` refers to b and c. */
function mailOf(text: string, subject = text): ThreadedMail {
  const [id = '', references = ''] = text.split(' < ')
  const ids = references.split(' ').filter((one) => one !== '')
  return { messageId: `<${id}>`, references: ids.map((one) => `<${one}>`).join(' '), inReplyTo: '', subject }
}

it('is the algorithm of the standard', () => {
  const ids = (...mails: ThreadedMail[]) => threadsOf(mails).map((thread) => thread.join(''))
  expect(ids(mailOf('a'), mailOf('b < a'), mailOf('c < a b'), mailOf('d'))).toEqual(['<a><b><c>', '<d>'])
  expect(ids(mailOf('b < a'), mailOf('c < a'))).toEqual(['<b><c>'])
  expect(ids(mailOf('c < a b'), mailOf('a'))).toEqual(['<c><a>'])
  expect(ids(mailOf('a < b'), mailOf('b < a'))).toEqual(['<a><b>'])
  expect(ids(mailOf('a', 'Prices'), mailOf('b', 'Re: prices'), mailOf('c', 'Fwd: [x] Price'))).toEqual([
    '<a><b>',
    '<c>',
  ])
})

it('keeps each thread together and apart from others, whichever of its mails arrived', async () => {
  const { as, people, ben, say, mail, desk, project, server, send } = await createMailTest()
  const { anna, cleo } = people
  const threads = [await say(ben, `${mention(anna)} prices`), await say(ben, `${mention(anna)} pictures`)]
  await mail()
  // One that is lost on its way.
  server.answers.message = [554, 'Looks like spam']
  await say(as(cleo), 'Cheaper', { parentId: threads[0]?.id ?? '' })
  await say(ben, `${mention(anna)} which?`, { parentId: threads[0]?.id ?? '' })
  await mail()
  server.answers = {}
  const renamed = await send('PATCH', `/projects/${project.id}`, { name: 'Summer' }, { 'if-match': '*' })
  expect(renamed.statusCode).toBe(200)
  for (const { id } of threads) await say(as(cleo), `${mention(anna)} now?`, { parentId: id })
  await mail()
  const [item] = await desk.add(project.id, {
    contentId: (await desk.content({ title: 'Prices' })).content.id,
  })
  const url = `/api/v1/projects/${project.id}/items`
  await call(ben, { method: 'PATCH', url, payload: { itemIds: [item?.id], assigneeId: anna.id } })
  await mail()
  const toAnna = server.received.filter(({ recipients }) => recipients.includes('anna@test.example'))
  const mails = toAnna.map(({ messageId = '', references = '', inReplyTo = '', subject = '' }) => ({
    ...{ messageId, references, inReplyTo, subject },
  }))
  const subjects = new Map(mails.map(({ messageId, subject }) => [messageId, subject]))
  const found = threadsOf(mails).map((thread) => thread.map((id) => subjects.get(id)))
  // Mails that are due at one moment go out in any order.
  expect(found.sort()).toEqual([
    ['Prices (Summer)'],
    ['Spring: “@Anna Admin pictures”', 'Spring: “@Anna Admin pictures”'],
    ['Spring: “@Anna Admin prices”', 'Spring: “@Anna Admin prices”'],
  ])
})
