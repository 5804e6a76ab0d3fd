/** References in what inboxes and mails quote: today's title for whoever sees it, the words as written for others. */
import {
  type InboxState,
  type Notification,
  type NotificationList,
  type Page,
  type Project,
  type Snapshot,
  writeItemReference,
} from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { createMailTest, mention } from '../../test/mail-test.ts'
import type { Caller } from '../../test/test-app.ts'
import { inboxRoutes } from './inbox/routes.ts'

it('says in inbox and mail the title of now for who sees it, and the words as written for others', async () => {
  const { as, people, ben, desk, say, tell, mail, send } = await createMailTest([inboxRoutes])
  const { anna, cleo, dora } = people
  const open = await desk.content({ title: 'Prices' })
  const held = await desk.content({ title: 'Merger' })
  const gone = await desk.content({ title: 'Gone' })
  const closed: Project = (await send('POST', '/projects', { name: 'Secret', visibility: 'private' })).json()
  await send('POST', `/projects/${closed.id}/members`, { id: dora.id, kind: 'person', role: 'viewer' })
  await send('POST', `/projects/${closed.id}/items`, { items: [{ contentId: held.content.id }] })
  const told = [cleo, dora].map(mention).join(' ')
  const named = [
    ['Prices', open],
    ['Merger', held],
    ['Gone', gone],
  ] as const
  const words = named.map(([title, { content }]) => writeItemReference(title, content.id)).join(', ')
  await say(ben, `${told} see ${words}`)
  await tell()
  const retitle = async ({ content, version }: typeof open, title: string) => {
    const path = `/content/${content.id}/versions/${version.id}`
    const { revision } = (await send('GET', path)).json()
    const { statusCode } = await send('PATCH', path, { title }, { 'if-match': `"${revision}"` })
    expect(statusCode).toBe(200)
  }
  await retitle(open, 'New [prices]')
  await retitle(held, 'Takeover')
  expect((await send('DELETE', `/content/${gone.content.id}`)).statusCode).toBe(204)

  const both = '@Cleo Costa @Dora Dahl see'
  const forOthers = `${both} #New [prices], #Merger, #Gone`
  const forMembers = `${both} #New [prices], #Takeover, #Gone`
  const read = <T>(who: Caller, url: string) => call<T>(who, { method: 'GET', url: `/api/v1${url}` })
  for (const [person, expected] of [
    [cleo, forOthers],
    [dora, forMembers],
  ] as const) {
    const who = as(person)
    const [entry] = (await read<Snapshot<InboxState>>(who, '/inbox')).data
    expect(entry?.latest.excerpt).toBe(expected)
    const takeover = person === dora ? 'Takeover' : 'Merger'
    expect(entry?.latest.references).toEqual([
      { id: open.content.id, versionId: null, title: 'New [prices]', written: 'Prices' },
      { id: held.content.id, versionId: null, title: takeover, written: 'Merger' },
      { id: gone.content.id, versionId: null, title: 'Gone', written: 'Gone' },
    ])
    const within = await read<Page<Notification>>(who, `/inbox/${entry?.id}/notifications`)
    expect(within.data.map(({ excerpt }) => excerpt)).toEqual([expected])
    const listed = await read<NotificationList>(who, '/notifications')
    expect(listed.data.map(({ excerpt }) => excerpt)).toEqual([expected])
  }
  const received = await mail()
  const textTo = (address: string) => received.find(({ to }) => to?.[0]?.address === address)?.text
  expect(textTo(cleo.email)).toContain(forOthers)
  expect(textTo(dora.email)).toContain(forMembers)
  expect(anna.email).not.toBe(cleo.email)
})

it('calls item and project as they are called now, and what left for a private project as it was told', async () => {
  const { as, people, ben, desk, project, say, tell, send } = await createMailTest([inboxRoutes])
  const { cleo } = people
  const { content, version } = await desk.content({ title: 'Prices' })
  const [item] = await desk.add(project.id, { contentId: content.id })
  await say(ben, `${mention(cleo)} look`, { itemId: item?.id ?? '' })
  await tell()
  const patch = async (path: string, change: object) => {
    const { revision } = (await send('GET', path)).json()
    const { statusCode } = await send('PATCH', path, change, { 'if-match': `"${revision}"` })
    expect(statusCode).toBe(200)
  }
  const retitle = (title: string) => patch(`/content/${content.id}/versions/${version.id}`, { title })
  const found = async (q: string) => {
    const { data } = await call<Snapshot<InboxState>>(as(cleo), {
      method: 'GET',
      url: `/api/v1/inbox?q=${q}`,
    })
    return data.map(({ latest: { itemTitle, projectName, references } }) => ({
      itemTitle,
      projectName,
      references,
    }))
  }
  const named = (title: string) => [{ id: content.id, versionId: version.id, title, written: 'Prices' }]
  const before = { itemTitle: 'Prices', projectName: 'Spring', references: named('Prices') }
  expect(await found('')).toEqual([before])

  await retitle('Fees')
  await patch(`/projects/${project.id}`, { name: 'Summer' })
  const after = { itemTitle: 'Fees', projectName: 'Summer', references: named('Fees') }
  for (const q of ['', 'fee', 'summer', 'look']) expect(await found(q)).toEqual([after])
  for (const q of ['price', 'spring']) expect(await found(q)).toEqual([])

  const closed: Project = (await send('POST', '/projects', { name: 'Secret', visibility: 'private' })).json()
  expect(
    (await send('POST', `/projects/${project.id}/items/remove`, { itemIds: [item?.id] })).statusCode,
  ).toBe(204)
  await desk.add(closed.id, { contentId: content.id, versionId: version.id })
  await retitle('Takeover')
  const left = { itemTitle: 'Prices', projectName: 'Summer', references: undefined }
  expect(await found('')).toEqual([left])
  expect(await found('takeover')).toEqual([])
})
