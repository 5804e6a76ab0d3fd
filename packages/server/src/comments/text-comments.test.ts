import {
  type Comment,
  type CommentsState,
  type ContentEvent,
  channels,
  type DiscussionList,
  type Id,
  type InboxState,
  type NotificationList,
  type Person,
  type Project,
  type ProjectItem,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { expectTrueCounts } from '../../test/comment-counts.ts'
import { call, createDesk } from '../../test/desk.ts'
import { createDeskTest, unknownId } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { inboxRoutes } from '../notifications/inbox/routes.ts'
import { notificationRoutes } from '../notifications/routes.ts'

async function setUp() {
  const test = await createDeskTest([notificationRoutes, inboxRoutes])
  const { as, ben, people, storage } = test
  const { content, version } = await test.desk.content({ title: 'Home' })
  const url = `/api/v1/content/${content.id}/comments`
  const post = (person: Person, payload: object) => as(person).inject({ method: 'POST', url, payload })
  const write = async (person: Person, body: string, more: { parentId?: Id; language?: string } = {}) => {
    const answer = await post(person, { body, language: 'en', ...more })
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<Comment>()
  }
  const list = async (person: Person, query = 'language=en') =>
    (await as(person).inject({ url: `${url}?${query}` })).json<Snapshot<CommentsState>>()
  const events = async () =>
    (await eventsAfter(storage, channels.content(content.id), 0)).map(({ event }) => event as ContentEvent)
  const inbox = async (person: Person) =>
    (await as(person).inject({ url: '/api/v1/notifications' })).json<NotificationList>().data
  const edit = (person: Person, { id }: Comment, body: string) =>
    as(person).inject({
      method: 'PATCH',
      url: `/api/v1/comments/${id}`,
      payload: { body },
      headers: { 'if-match': '*' },
    })
  /** A private project of Ben's that holds the draft. */
  const close = async () => {
    const payload = { name: 'Merger', visibility: 'private' }
    const project = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
    const [item] = (await createDesk(ben).add(project.id, { contentId: content.id })) as [ProjectItem]
    return { project, item }
  }
  /** Something of the content that everybody sees. */
  const publishFirst = async () => {
    const path = `/content/${content.id}/versions/${version.id}`
    for (const status of ['in_review', 'ready']) await test.send('POST', `${path}/status`, { status })
    expect((await test.send('POST', `${path}/publish`, {})).statusCode).toBe(200)
  }
  return {
    ...test,
    people,
    content,
    version,
    url,
    post,
    write,
    list,
    events,
    inbox,
    edit,
    close,
    publishFirst,
  }
}

describe('a thread on a text by itself', () => {
  it('belongs to content and language, and is told in the channel of the content', async () => {
    const { write, list, people, content, events, post } = await setUp()
    const opening = await write(people.ben, 'Why?')
    expect(opening).toMatchObject({ projectId: null, itemId: null, contentId: content.id, language: 'en' })
    const answer = await write(people.cleo, 'Because.', { parentId: opening.id })
    expect(answer).toMatchObject({ threadId: opening.id, parentId: opening.id })
    expect(await list(people.dora)).toMatchObject({
      data: [{ body: 'Why?' }, { body: 'Because.' }],
      total: 2,
      language: 'en',
      isClosed: false,
      position: { channel: channels.content(content.id) },
    })
    expect((await events()).at(-1)).toMatchObject({
      type: 'comment.created',
      comment: answer,
      counts: { project: null, item: null, text: 2 },
    })
    expect((await list(people.dora, 'language=sv')).data).toEqual([])
    expect((await post(people.dora, { body: 'No', language: 'en' })).statusCode).toBe(403)
  })

  it('pages by threads, and is counted truly', async () => {
    const { write, list, people, storage, as } = await setUp()
    const first = await write(people.ben, 'One')
    const second = await write(people.ben, 'Two')
    const page = await list(people.ben, 'language=en&limit=1')
    expect([page.data.map(({ id }) => id), page.total]).toEqual([[second.id], 2])
    expect(page.threads).toEqual({ open: 2, resolved: 0 })
    expect((await list(people.ben, 'language=sv')).threads).toEqual({ open: 0, resolved: 0 })
    const next = await list(people.ben, `language=en&limit=1&cursor=${page.nextCursor}`)
    expect(next.data.map(({ id }) => id)).toEqual([first.id])
    const gone = await as(people.ben).inject({ method: 'DELETE', url: `/api/v1/comments/${first.id}` })
    expect(gone.statusCode).toBe(204)
    expect((await list(people.ben)).total).toBe(1)
    await expectTrueCounts(storage)
  })

  it('refuses a language without a text, unknown content and answers to what is elsewhere', async () => {
    const { write, post, people, ben, desk } = await setUp()
    const nowhere = await post(people.ben, { body: 'Hej', language: 'sv' })
    expect(nowhere.json()).toMatchObject({ status: 404, code: 'not_found' })
    const unknown = { method: 'POST' as const, url: `/api/v1/content/${unknownId}/comments` }
    const answer = await ben.inject({ ...unknown, payload: { body: 'Why?', language: 'en' } })
    expect(answer.statusCode).toBe(404)
    const { project, items } = await desk.projectOf('Other')
    const inProject = await call<Comment>(ben, {
      method: 'POST',
      url: `/api/v1/projects/${project.id}/comments`,
      payload: { body: 'There', itemId: items[0]?.id },
    })
    const mixed = await post(people.ben, { body: 'Here', language: 'en', parentId: inProject.id })
    expect(mixed.json()).toMatchObject({ code: 'thread_mismatch' })
    const own = await write(people.ben, 'Here')
    const back = await ben.inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/comments`,
      payload: { body: 'There', parentId: own.id },
    })
    expect(back.json()).toMatchObject({ code: 'thread_mismatch' })
  })

  it('tells whoever it mentions, whoever wrote in it and whoever wrote the text', async () => {
    const { write, people, runJobs, inbox, content, version } = await setUp()
    const { anna, cleo, ben, emil } = people
    const opening = await write(cleo, `Look, @[Anna](person:${anna.id})`)
    await write(emil, 'Looked.', { parentId: opening.id })
    await runJobs()
    const [answered, ...told] = await inbox(anna)
    expect(answered).toMatchObject({ excerpt: 'Looked.', projectId: null })
    expect(told).toMatchObject([
      {
        kind: 'comment.created',
        reason: 'mention',
        projectId: null,
        itemTitle: 'Home',
        contentId: content.id,
        versionId: version.id,
        commentId: opening.id,
        excerpt: 'Look, @Anna',
      },
    ])
    expect((await inbox(cleo)).map(({ reason }) => reason)).toEqual(['reply'])
    expect((await inbox(ben)).map(({ reason }) => reason)).toEqual(['author', 'author'])
    expect(await inbox(emil)).toEqual([])
  })

  it('is quoted nowhere as it was before an edit or a deletion', async () => {
    const { write, people, runJobs, inbox, edit, events, as } = await setUp()
    const opening = await write(people.cleo, `Secret @[Anna](person:${people.anna.id})`)
    await runJobs()
    await edit(people.cleo, opening, `Tidy @[Anna](person:${people.anna.id})`)
    await runJobs()
    expect((await inbox(people.anna)).map(({ excerpt }) => excerpt)).toEqual(['Tidy @Anna'])
    expect(JSON.stringify(await events())).not.toContain('Secret')
    await as(people.cleo).inject({ method: 'DELETE', url: `/api/v1/comments/${opening.id}` })
    await runJobs()
    expect((await inbox(people.anna)).map(({ excerpt }) => excerpt)).toEqual([''])
    expect(JSON.stringify(await events())).not.toContain('Tidy')
  })

  it('stays where it is when a project takes the version up, beside the threads on its item', async () => {
    const { write, list, people, desk, content, get } = await setUp()
    const opening = await write(people.ben, 'Before')
    const project = await desk.project()
    const [item] = (await desk.add(project.id, { contentId: content.id })) as [ProjectItem]
    expect((await list(people.cleo)).data.map(({ id }) => id)).toEqual([opening.id])
    const ofItem = await get<Snapshot<CommentsState>>(`/projects/${project.id}/comments?itemId=${item.id}`)
    expect(ofItem).toMatchObject({ data: [], total: 0, language: null })
    await write(people.cleo, 'Still here', { parentId: opening.id })
    expect((await list(people.cleo)).total).toBe(2)
    const { data } = await get<DiscussionList>(`/content/${content.id}/discussions?language=en`)
    expect(data).toEqual([])
  })
})

describe('a thread on a text that a private project holds', () => {
  it('is for its members alone, until it is everybody’s again', async () => {
    const { write, list, people, close, publishFirst, post, edit, events, send, ben } = await setUp()
    await publishFirst()
    const opening = await write(people.cleo, 'Open words')
    const { project, item } = await close()
    expect(await list(people.cleo)).toMatchObject({
      data: [],
      total: 0,
      threads: { open: 0, resolved: 0 },
      isClosed: true,
    })
    expect(await list(people.ben)).toMatchObject({ data: [{ id: opening.id }], isClosed: false })
    expect((await post(people.cleo, { body: 'And?', language: 'en' })).statusCode).toBe(403)
    expect((await edit(people.cleo, opening, 'Other words')).statusCode).toBe(403)
    const told = await events()
    const answer = await write(people.ben, 'Closed words', { parentId: opening.id })
    expect((await edit(people.ben, answer, 'Closed still')).statusCode).toBe(200)
    // Not even when something is written.
    expect(await events()).toEqual(told)
    const open = await ben.inject({ method: 'POST', url: `/api/v1/projects/${project.id}/open` })
    expect(open.statusCode).toBe(204)
    expect((await list(people.cleo)).data.map(({ body }) => body)).toEqual(['Open words', 'Closed still'])
    expect((await send('DELETE', `/projects/${project.id}/items/${item.id}`)).statusCode).toBeLessThan(300)
  })

  it('says nothing of a language that nobody else sees', async () => {
    const { write, list, people, close, url, as, post } = await setUp()
    await close()
    await write(people.ben, 'Closed words')
    expect((await as(people.cleo).inject({ url: `${url}?language=en` })).statusCode).toBe(404)
    expect((await post(people.cleo, { body: 'And?', language: 'en' })).statusCode).toBe(404)
    expect((await list(people.ben)).total).toBe(1)
  })

  it('tells its members alone, and leaves no other words with those who are out', async () => {
    const { write, people, close, publishFirst, runJobs, inbox, edit, send, as } = await setUp()
    await publishFirst()
    const mentions = `@[Cleo](person:${people.cleo.id}) @[Emil](person:${people.emil.id})`
    const opening = await write(people.ben, `Open ${mentions}`)
    await runJobs()
    const { project } = await close()
    const payload = { id: people.emil.id, kind: 'person', role: 'viewer' }
    await send('POST', `/projects/${project.id}/members`, payload)
    await write(people.ben, `Closed ${mentions}`, { parentId: opening.id })
    await edit(people.ben, opening, `Closed since ${mentions}`)
    await runJobs()
    expect(await inbox(people.cleo)).toEqual([])
    const counts = await as(people.cleo).inject({ url: '/api/v1/notifications/counts' })
    expect(counts.json()).toMatchObject({ unread: 0, unseen: 0 })
    expect((await inbox(people.emil)).map(({ excerpt }) => excerpt)).toEqual([
      'Closed @Cleo @Emil',
      'Closed since @Cleo @Emil',
    ])
    await send('DELETE', `/projects/${project.id}/members/${people.emil.id}`)
    expect(await inbox(people.emil)).toEqual([])
  })

  it('leaves the inboxes of those who are out when its words change, and so on their screens', async () => {
    const { write, people, close, publishFirst, runJobs, edit, as, storage } = await setUp()
    await publishFirst()
    const mention = `@[Cleo](person:${people.cleo.id})`
    const opening = await write(people.ben, `Open ${mention}`)
    await runJobs()
    await close()
    const read = () => call<Snapshot<InboxState>>(as(people.cleo), { url: '/api/v1/inbox' })
    const { position, ...known } = await read()
    expect(known.counts).toEqual({ unread: 1, unseen: 1 })
    await edit(people.ben, opening, `Closed ${mention}`)
    await runJobs()
    const fresh = await read()
    expect(fresh).toMatchObject({ data: [], counts: { unread: 0, unseen: 0 } })
    const events = await eventsAfter(storage, position.channel, position.offset)
    expect(events.map(({ event }) => event.type)).toContain('access.changed')
    expect(JSON.stringify(events)).not.toContain('Closed')
  })

  it('keeps its words from who is out and marks what is older in it', async () => {
    const { write, people, close, publishFirst, runJobs, inbox, send, as, storage } = await setUp()
    await publishFirst()
    const mention = `@[Emil](person:${people.emil.id})`
    const opening = await write(people.ben, `Open ${mention}`)
    await runJobs()
    const { project } = await close()
    const payload = { id: people.emil.id, kind: 'person', role: 'viewer' }
    await send('POST', `/projects/${project.id}/members`, payload)
    await write(people.ben, `Closed ${mention}`, { parentId: opening.id })
    await runJobs()
    await send('DELETE', `/projects/${project.id}/members/${people.emil.id}`)
    await runJobs()
    const emil = as(people.emil)
    const counts = async () =>
      (await emil.inject({ url: '/api/v1/notifications/counts' })).json<{ unread: number }>().unread
    const [older] = await inbox(people.emil)
    const before = await counts()
    const channel = channels.person(people.emil.id)
    const known = (await eventsAfter(storage, channel, 0)).length
    for (const read of [true, false]) {
      const url = `/api/v1/notifications/${older?.id}`
      await emil.inject({ method: 'PATCH', url, payload: { read } })
    }
    const readAll = await emil.inject({ method: 'POST', url: '/api/v1/notifications/read-all', payload: {} })
    await emil.inject({
      method: 'POST',
      url: '/api/v1/notifications/read-all/undo',
      payload: { readAt: readAll.json<{ readAt: string | null }>().readAt ?? new Date(0).toISOString() },
    })
    const events = (await eventsAfter(storage, channel, 0)).slice(known)
    expect(events.length).toBeGreaterThan(0)
    expect(JSON.stringify(events)).not.toContain('Closed')
    expect(await counts()).toBe(before)
    expect(events.at(-1)?.event).toMatchObject({ counts: { unread: before } })
  })

  it('is not written in by a member who only reads there', async () => {
    const { close, people, post, send } = await setUp()
    const { project } = await close()
    await send('POST', `/projects/${project.id}/members`, {
      id: people.emil.id,
      kind: 'person',
      role: 'viewer',
    })
    expect((await post(people.emil, { body: 'And?', language: 'en' })).statusCode).toBe(403)
  })
})

describe('a thread on a text that two private projects hold', () => {
  async function setUpTwo() {
    const test = await setUp()
    const { close, people, publishFirst, send } = test
    await publishFirst()
    const [{ project: one }, { project: other, item }] = [await close(), await close()]
    const letIn = async (project: Project) => {
      const payload = { id: people.emil.id, kind: 'person', role: 'editor' }
      expect((await send('POST', `/projects/${project.id}/members`, payload)).statusCode).toBe(200)
    }
    const putOut = (project: Project) => send('DELETE', `/projects/${project.id}/members/${people.emil.id}`)
    const unread = async () => {
      const answer = await test.as(people.emil).inject({ url: '/api/v1/notifications/counts' })
      return answer.json<{ unread: number }>().unread
    }
    return { ...test, one, other, item, letIn, putOut, unread }
  }

  it('tells those alone who are in both', async () => {
    const { one, other, letIn, people, write, runJobs, inbox, list, storage, unread } = await setUpTwo()
    await letIn(other)
    const mention = `@[Emil](person:${people.emil.id})`
    const opening = await write(people.ben, `Zebra ${mention}`)
    await runJobs()
    expect(await list(people.emil)).toMatchObject({ data: [], isClosed: true })
    expect(await inbox(people.emil)).toEqual([])
    expect(await unread()).toBe(0)
    expect(JSON.stringify(await eventsAfter(storage, channels.person(people.emil.id), 0))).not.toMatch(
      /zebra/i,
    )
    await letIn(one)
    await write(people.ben, `Now ${mention}`, { parentId: opening.id })
    await runJobs()
    expect((await inbox(people.emil)).map(({ excerpt }) => excerpt)).toEqual(['Now @Emil'])
    expect(await unread()).toBe(1)
  })

  it('leaves the inboxes of those who are put out of either, and comes back with them', async () => {
    for (const which of ['one', 'other'] as const) {
      const test = await setUpTwo()
      const { letIn, putOut, people, write, edit, runJobs, inbox, unread } = test
      const mention = `@[Emil](person:${people.emil.id})`
      await letIn(test.one)
      await letIn(test.other)
      const opening = await write(people.ben, `Zebra ${mention}`)
      await runJobs()
      expect(await unread()).toBe(1)
      await putOut(test[which])
      await runJobs()
      await edit(people.ben, opening, `Zebra ${mention} yet`)
      await runJobs()
      expect(await inbox(people.emil), which).toEqual([])
      expect(await unread(), which).toBe(0)
      await letIn(test[which])
      await runJobs()
      expect((await inbox(people.emil)).map(({ excerpt }) => excerpt)).toHaveLength(1)
    }
  })

  it('does not come back with a version of it to those who are out of what still holds it', async () => {
    const test = await setUpTwo()
    const { one, other, item, desk, letIn, putOut, people, write, runJobs, inbox, list, unread, send } = test
    await letIn(one)
    await letIn(other)
    await write(people.ben, `Zebra @[Emil](person:${people.emil.id})`)
    await runJobs()
    await putOut(other)
    await putOut(one)
    await runJobs()
    await send('POST', `/projects/${other.id}/items/remove`, { itemIds: [item.id] })
    const open = await desk.project()
    await desk.add(open.id, { contentId: item.contentId, versionId: item.versionId })
    await runJobs()
    expect(await list(people.emil)).toMatchObject({ data: [], isClosed: true })
    expect(await inbox(people.emil)).toEqual([])
    expect(await unread()).toBe(0)
    await letIn(one)
    await runJobs()
    expect((await inbox(people.emil)).map(({ excerpt }) => excerpt)).toEqual(['Zebra @Emil'])
    expect(await unread()).toBe(1)
  })

  it('is that of the members of the one into which its version went from the other', async () => {
    const test = await setUp()
    const { as, ben, close, content, list, people, publishFirst, runJobs, send, write, inbox } = test
    await publishFirst()
    const { project: left, item } = await close()
    const taken = await send('POST', `/projects/${left.id}/items/remove`, { itemIds: [item.id] })
    expect(taken.statusCode, taken.body).toBeLessThan(300)
    const payload = { name: 'Launch', visibility: 'private' }
    const held = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
    await createDesk(ben).add(held.id, { contentId: content.id, versionId: item.versionId })
    const member = { id: people.emil.id, kind: 'person', role: 'editor' }
    expect((await send('POST', `/projects/${held.id}/members`, member)).statusCode).toBe(200)
    const opening = await write(people.ben, `Look, @[Emil](person:${people.emil.id})`)
    await runJobs()
    expect(await list(people.emil)).toMatchObject({ data: [{ id: opening.id }], isClosed: false })
    expect((await inbox(people.emil)).map(({ excerpt }) => excerpt)).toEqual(['Look, @Emil'])
    await write(people.emil, 'Looked.', { parentId: opening.id })
    const checked = await as(people.emil).inject({
      url: `/api/v1/content/${content.id}/mentions?language=en&people=${people.emil.id}&groups=`,
    })
    expect(checked.json(), checked.body).toMatchObject({ keptTo: [held.id], notTold: [] })
  })
})
